/** Why a text that waits is cancelled only to be made anew: its reminders go back into the queue. Data. */
export const MADE_ANEW: readonly string[] = ['householdChanged', 'textChanged'];
