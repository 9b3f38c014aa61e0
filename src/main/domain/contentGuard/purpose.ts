/** What belongs to another purpose than the text has: CG18, CG19 and CG21 of rules.md section 8. */
import { matches, onlyFor } from './finding.ts';
import type { GuardRule } from './finding.ts';

const MONEY =
  /\b(?:balance|amount due|past due|invoice|co-?pay|you owe|saldo|factura|copago|adeuda|debe)\b[^.!?\n]{0,40}?\d|[$€£]\s?\d[^.!?\n]{0,40}?\b(?:balance|due|owe|owed|saldo|factura|copago)\b/gi;
const ADVERTISING =
  /\d ?% off\b|\b(?:discount|special offer|promo(?:tion)?|limited time|refer a friend|leave (?:us )?a review|review us|rate us|botox|fillers?|teeth whitening|descuento|oferta especial|promocion|recomiende a un amigo|blanqueamiento)\b/gi;
const FORBIDDEN =
  /\b(?:cannabis|marijuana|cbd|vapes?|vaping|e-?cigarettes?|firearms?|guns?|ammunition|casino|gambling|betting|sweepstakes|payday loans?|loans?|debt (?:relief|collection|consolidation)|prescription (?:discount|offer)s?|prestamos?|apuestas)\b/gi;

export const PURPOSE_RULES: readonly GuardRule[] = [
  onlyFor(['care'], matches('CG18', 'confirm', MONEY)),
  onlyFor(['care'], matches('CG19', 'confirm', ADVERTISING)),
  onlyFor(['marketing'], matches('CG21', 'block', FORBIDDEN)),
];
