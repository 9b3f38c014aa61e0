// @vitest-environment node
/** The file of Mantine's CSS variables is made from the theme; `vitest -u` writes it anew. */
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { mantineVariablesCss } from '../../../src/renderer/ui/theme/mantineVariables.ts';

it('mantineVariables.css is what the theme gives', async () => {
  const css = await format(mantineVariablesCss(), { parser: 'css', printWidth: 120, singleQuote: true });
  await expect(css).toMatchFileSnapshot('../../../src/renderer/ui/theme/mantineVariables.css');
});
