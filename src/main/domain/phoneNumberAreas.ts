/**
 * US area codes: state and time zones (rules.md 15.1). Data, and the three look-ups over it.
 * New overlays come every year: edit the tables, nothing else. A code that lies in two zones lists both.
 */

const EASTERN = 'America/New_York';
const CENTRAL = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const ARIZONA = 'America/Phoenix';
const PACIFIC = 'America/Los_Angeles';
const ALASKA = 'America/Anchorage';
const HAWAII = 'Pacific/Honolulu';

interface Area {
  readonly state: string;
  readonly zones: readonly string[];
}

/** Zones, state, area codes. */
const ROWS: readonly (readonly [zones: readonly string[], state: string, codes: string])[] = [
  [[EASTERN], 'CT', '203 475 860 959'],
  [[EASTERN], 'DE', '302'],
  [[EASTERN], 'DC', '202 771'],
  [[EASTERN], 'FL', '239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954'],
  [[EASTERN], 'GA', '229 404 470 478 678 706 762 770 912 943'],
  [[EASTERN], 'IN', '260 317 463 765'],
  [[EASTERN], 'KY', '502 859'],
  [[EASTERN], 'ME', '207'],
  [[EASTERN], 'MD', '227 240 301 410 443 667'],
  [[EASTERN], 'MA', '339 351 413 508 617 774 781 857 978'],
  [[EASTERN], 'MI', '231 248 269 313 517 586 616 679 734 810 947 989'],
  [[EASTERN], 'NH', '603'],
  [[EASTERN], 'NJ', '201 551 609 640 732 848 856 862 908 973'],
  [[EASTERN], 'NY', '212 315 329 332 347 363 465 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934'],
  [[EASTERN], 'NC', '252 336 472 704 743 828 910 919 980 984'],
  [[EASTERN], 'OH', '216 220 234 283 326 330 380 419 436 440 513 567 614 740 937'],
  [[EASTERN], 'PA', '215 223 267 272 412 445 484 570 582 610 717 724 814 835 878'],
  [[EASTERN], 'RI', '401'],
  [[EASTERN], 'SC', '803 821 839 843 854 864'],
  [[EASTERN], 'VT', '802'],
  [[EASTERN], 'VA', '276 434 540 571 686 703 757 804 826 948'],
  [[EASTERN], 'WV', '304 681'],
  [[EASTERN], 'TN', '865'],
  [[CENTRAL], 'AL', '205 251 256 334 659 938'],
  [[CENTRAL], 'AR', '327 479 501 870'],
  [[CENTRAL], 'IL', '217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872'],
  [[CENTRAL], 'IA', '319 515 563 641 712'],
  [[CENTRAL], 'KS', '316 913'],
  [[CENTRAL], 'LA', '225 318 337 457 504 985'],
  [[CENTRAL], 'MN', '218 320 507 612 651 763 924 952'],
  [[CENTRAL], 'MS', '228 471 601 662 769'],
  [[CENTRAL], 'MO', '235 314 417 557 573 636 660 816 975'],
  [[CENTRAL], 'NE', '402 531'],
  [[CENTRAL], 'OK', '405 539 572 580 918'],
  [[CENTRAL], 'TN', '615 629 731 901'],
  [
    [CENTRAL],
    'TX',
    '210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979',
  ],
  [[CENTRAL], 'WI', '262 274 353 414 534 608 715 920'],
  [[MOUNTAIN], 'CO', '303 719 720 748 970 983'],
  [[MOUNTAIN], 'MT', '406'],
  [[MOUNTAIN], 'NM', '505 575'],
  [[MOUNTAIN], 'UT', '385 435 801'],
  [[MOUNTAIN], 'WY', '307'],
  [[MOUNTAIN], 'TX', '915'],
  [[ARIZONA], 'AZ', '480 520 602 623'],
  [
    [PACIFIC],
    'CA',
    '209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951',
  ],
  [[PACIFIC], 'NV', '702 725'],
  [[PACIFIC], 'OR', '503 971'],
  [[PACIFIC], 'WA', '206 253 360 425 509 564'],
  [[HAWAII], 'HI', '808'],
  [['America/Puerto_Rico'], 'PR', '787 939'],
  [['America/St_Thomas'], 'VI', '340'],
  [['Pacific/Guam'], 'GU', '671'],
  [['Pacific/Saipan'], 'MP', '670'],
  [['Pacific/Pago_Pago'], 'AS', '684'],
  // Codes that lie in two zones.
  [[MOUNTAIN, PACIFIC], 'ID', '208 986'],
  [[CENTRAL, EASTERN], 'IN', '219 574 812 930'],
  [[CENTRAL, EASTERN], 'KY', '270 364 606'],
  [[MOUNTAIN, CENTRAL], 'NE', '308'],
  [[EASTERN, CENTRAL], 'TN', '423 729 931'],
  [[CENTRAL, EASTERN], 'FL', '448 850'],
  [[PACIFIC, MOUNTAIN], 'OR', '458 541'],
  [[CENTRAL, MOUNTAIN], 'SD', '605'],
  [[CENTRAL, MOUNTAIN], 'KS', '620 785'],
  [[CENTRAL, MOUNTAIN], 'ND', '701'],
  [[PACIFIC, MOUNTAIN], 'NV', '775'],
  [[EASTERN, CENTRAL], 'MI', '906'],
  [[ALASKA, HAWAII], 'AK', '907'],
  [[ARIZONA, MOUNTAIN], 'AZ', '928'],
];

const AREAS: ReadonlyMap<string, Area> = new Map(
  ROWS.flatMap(([zones, state, codes]) => codes.split(' ').map((code): [string, Area] => [code, { state, zones }])),
);

/** States in two zones, for an address of which only the state is known: rules.md 15.1, last line. */
const SPLIT_STATES: Readonly<Record<string, readonly string[]>> = {
  AK: [ALASKA, HAWAII],
  AZ: [ARIZONA, MOUNTAIN],
  FL: [EASTERN, CENTRAL],
  ID: [MOUNTAIN, PACIFIC],
  IN: [EASTERN, CENTRAL],
  KS: [CENTRAL, MOUNTAIN],
  KY: [EASTERN, CENTRAL],
  MI: [EASTERN, CENTRAL],
  NE: [CENTRAL, MOUNTAIN],
  ND: [CENTRAL, MOUNTAIN],
  NV: [PACIFIC, MOUNTAIN],
  OR: [PACIFIC, MOUNTAIN],
  SD: [CENTRAL, MOUNTAIN],
  TN: [EASTERN, CENTRAL],
  TX: [CENTRAL, MOUNTAIN],
};

/** How many codes the table knows. */
export const AREA_CODE_COUNT = AREAS.size;

/** The zones of a three-digit area code; empty for toll-free, Canadian and unknown codes. */
export function zonesOfAreaCode(code: string): readonly string[] {
  return AREAS.get(code)?.zones ?? [];
}

/** The two-letter state or territory of an area code; null when unknown. */
export function stateOfAreaCode(code: string): string | null {
  return AREAS.get(code)?.state ?? null;
}

/** The zones of a state when nothing more of the address is known; empty for an unknown state. */
export function zonesOfState(state: string): readonly string[] {
  const split = SPLIT_STATES[state];
  if (split !== undefined) return split;
  for (const area of AREAS.values()) if (area.state === state) return area.zones;
  return [];
}
