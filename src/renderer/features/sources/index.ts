/** What other features use of the schedule sources. */
export { ListsNotice } from './ListsNotice.tsx';
export { SchedulePage } from './SchedulePage.tsx';
