/**
 * Short forms of given names that share few letters with the long one, in English and Spanish: Bill is William, Pepe is José. Used to ask a
 * person whether two rows mean one patient, never to decide it. Pure.
 */
import { fold } from './fold.ts';
import type { PersonName } from './names.ts';

/** Each line: names that people use for one another. A name may stand in several. */
const GROUPS = `
  abigail abby gail|alexander alex sandy xander|alexandra alex sandra lexi|alfonso poncho|alfred al fred|alicia licha|amanda mandy
  andrew andy drew|ana anita annie|ann anne annie nan nancy|anthony tony|antonio tono tony|barbara barb babs|benjamin ben benny
  bridget biddy|carlos carlitos charlie|catherine cathy kate katie cat|katherine kathy kate katie kat|charles charlie chuck chas
  christina chris tina|christopher chris kit topher|concepcion concha|cynthia cindy|daniel dan danny|david dave davey|deborah deb debbie
  dolores lola|donald don donny|dorothy dot dottie dolly|edward ed eddie ted ned|eduardo lalo|eleanor ellie nell nora|elizabeth liz lizzie
  beth betty betsy eliza lisa libby|enrique quique|eugene gene|fernando nando|florence flo|francis frank|frances fran fanny
  francisco paco pancho paquito|frederick fred freddie|gabriel gabe|gabriela gaby|geoffrey geoff jeff|jeffrey jeff|george georgie
  gerald gerry jerry|gerard gerry jerry|graciela chela|gregory greg|guadalupe lupe lupita|guillermo memo|gustavo tavo|harold harry hal
  henry harry hank|helen nell ellie|ignacio nacho|isabel isa chabela|isabella bella izzy|jacob jake|james jim jimmy jamie|jane janie jenny
  janet jan|jennifer jen jenny|jessica jess jessie|jesus chuy|jonathan jon jonny|john jack johnny jon|jorge coque|jose pepe chepe
  joseph joe joey|josephine jo josie|joshua josh|judith judy|julia julie|kenneth ken kenny|kimberly kim|lawrence larry|leonard len lenny leo
  luis lucho|louis lou louie|louise lou|manuel manolo manny|margaret maggie meg peggy marge greta|maria mari|matthew matt|maximilian max
  melissa mel missy|mercedes meche|michael mike mick mickey|miguel mike|mildred millie|nathan nate|nathaniel nate nat|nicholas nick
  nicole nikki|pamela pam|patricia pat patty trish|patrick pat paddy|pedro perico|penelope penny|peter pete|philip phil|rafael rafa
  ramon moncho|raymond ray|rebecca becky becca|ricardo richie|richard rick dick rich richie|robert bob rob bobby robbie bert
  roberto beto|ronald ron ronnie|rosario charo|rosa rosie|samantha sam|samuel sam sammy|sarah sally sadie|sergio checo|silvia chivis
  stephen steve stevie|steven steve stevie|stephanie steph|susan sue suzy|susanna sue suzy|teresa tere terry|theresa terry tess
  theodore ted teddy theo|thomas tom tommy|timothy tim|valerie val|veronica vero ronnie|victor vic|victoria vicky tori|vincent vince
  virginia ginny|walter walt wally|william bill billy will liam|zachary zach
`
  .trim()
  .split('|');

const groupsOf: ReadonlyMap<string, ReadonlySet<number>> = byName();

function byName(): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>();
  for (const [group, names] of GROUPS.entries()) {
    for (const name of names.trim().split(/\s+/)) found.set(name, (found.get(name) ?? new Set()).add(group));
  }
  return found;
}

/** One family name, and given names of which one may be short for the other; a second given name plays no part. */
export function mayBeNickname(a: PersonName, b: PersonName): boolean {
  if (a.familyName === '' || fold(a.familyName) !== fold(b.familyName)) return false;
  const [one, other] = [a, b].map(({ givenName }) => groupsOf.get(fold(givenName.split(' ')[0] ?? '')));
  if (one === undefined || other === undefined) return false;
  return [...one].some((group) => other.has(group));
}
