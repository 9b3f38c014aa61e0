/** Two bars. Lucide's own pause sign is two boxes, which are not told apart at 12 px. */
import { createLucideIcon } from 'lucide-react';

export const PauseBars = createLucideIcon('pause-bars', [['path', { d: 'M9 6.5v11M15 6.5v11', key: 'bars' }]]);
