/** Words for when a step of the reminder plan is due. Used by the board, the details, the forecast and the plan itself. */
export const timing = {
  'timing.daysBefore': '{days, plural, =0 {On the day} one {# day before} other {# days before}}',
  'timing.hoursBefore': '{hours, plural, one {# hour before} other {# hours before}}',
  'timing.minutesBefore': '{minutes, plural, one {# minute before} other {# minutes before}}',
  'timing.booked': 'When booked',
  'timing.daysAfter.done': '{days, plural, =0 {On the day, after the visit} one {# day after} other {# days after}}',
  'timing.daysAfter.missed':
    '{days, plural, =0 {On the day of a missed visit} one {# day after a missed visit} other {# days after a missed visit}}',
  'timing.monthsAfter': '{months, plural, one {# month after} other {# months after}}',
  'timing.moved': 'Visit moved',
  'timing.cancelled': 'Visit cancelled',
  'timing.gone': 'Earlier step',
  'timing.at': '{when} at {time}',
} as const;
