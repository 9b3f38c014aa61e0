/** Pictures: chosen, dropped and pasted into a text, refused in words, and blurred in the thread until somebody looks. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Attachment } from '../../../src/renderer/contract.ts';
import { expectAccessible } from '../harness/openScreen.tsx';
import { BY_PHONE, callsOf, createDesk, ours, refusal, text } from './desk.ts';
import type { Desk } from './desk.ts';
import { composer, openInbox } from './openInbox.tsx';

beforeAll(() => import('../../../src/renderer/features/inbox/thread/PictureDialog.tsx'));

const png = (name: string, size = 2_000): File => new File([new Uint8Array(size)], name, { type: 'image/png' });

/** A desk that keeps pictures, and can send them unless `noRoute` says why not. */
function pictureDesk(more: { noRoute?: string } = {}): Desk {
  const desk = createDesk();
  let kept = 0;
  desk.answers['attachments.addAttachment'] = ({ name }) => {
    kept += 1;
    return { id: `a${kept}`, name, contentType: 'image/png', sizeBytes: 2_000, state: 'ready', problem: null };
  };
  desk.answers['attachments.removeAttachment'] = () => ({ done: true });
  desk.answers['attachments.getAttachment'] = ({ id }) => ({ ...attachment(id), data: btoa('pixels') });
  const preview = desk.answers['messages.previewMessage']!;
  desk.answers['messages.previewMessage'] = async (input) => {
    const answer = await preview(input);
    return input.attachmentIds?.length && more.noRoute
      ? { ...answer, route: null, noRoute: { code: 'noMediaRoute', text: more.noRoute } }
      : answer;
  };
  return desk;
}

function attachment(id: string, more: Partial<Attachment> = {}): Attachment {
  return { id, name: 'rash.png', contentType: 'image/png', sizeBytes: 86_000, state: 'ready', problem: null, ...more };
}

const chooser = (): HTMLInputElement => screen.getByLabelText<HTMLInputElement>('Add a picture', { selector: 'input' });
const strip = (): Promise<HTMLElement> => screen.findByRole('list', { name: 'Pictures that go with this text' });

describe('in the composer', () => {
  it('a picture is added at once, stands there with its size, and leaves with the text', async () => {
    const { core, ...page } = await openInbox(pictureDesk());
    const box = await composer();
    await userEvent.upload(chooser(), png('map.png'));
    expect(within(await strip()).getByText('map.png')).toBeDefined();
    expect(await within(await strip()).findByText('2 KB')).toBeDefined();
    expect(screen.getByText('Write a few words to go with the picture.')).toBeDefined();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Send to Maria/ }).disabled).toBe(true);
    await expectAccessible(page);
    await userEvent.type(box, 'Here we are.{Enter}');
    await waitFor(() =>
      expect(callsOf(core, 'messages.sendMessage')).toMatchObject([{ body: 'Here we are.', attachmentIds: ['a1'] }]),
    );
    expect(screen.queryByRole('list', { name: 'Pictures that go with this text' })).toBeNull();
  });

  it('is added by pasting and by dropping, and taken out again', async () => {
    const { core } = await openInbox(pictureDesk());
    const box = await composer();
    fireEvent.paste(box, { clipboardData: { files: [png('pasted.png')] } });
    fireEvent.drop(box, { dataTransfer: { files: [png('dropped.png')], types: ['Files'] } });
    await waitFor(async () => expect(within(await strip()).getAllByRole('listitem')).toHaveLength(2));
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    await userEvent.click(screen.getByRole('button', { name: 'Take out pasted.png' }));
    expect(within(await strip()).queryByText('pasted.png')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Take out dropped.png' }));
    expect(callsOf(core, 'attachments.removeAttachment')).toHaveLength(2);
    expect(document.activeElement).toBe(box);
  });

  it('says in words what cannot be sent, without asking the core', async () => {
    const { core } = await openInbox(pictureDesk());
    const box = await composer();
    fireEvent.paste(box, {
      clipboardData: { files: [new File(['x'], 'letter.docx', { type: 'application/msword' })] },
    });
    expect(await screen.findByText(/^letter.docx cannot be sent. Choose a JPEG/)).toBeDefined();
    fireEvent.paste(box, { clipboardData: { files: [png('huge.png', 5 * 1024 * 1024 + 1)] } });
    expect(await screen.findByText('huge.png is larger than 5 MB. Choose a smaller one.')).toBeDefined();
    expect(callsOf(core, 'attachments.addAttachment')).toHaveLength(0);
  });

  it("takes a picture out that the core refuses, with the core's reason", async () => {
    const desk = pictureDesk();
    desk.answers['attachments.addAttachment'] = () => {
      throw refusal('INVALID_INPUT');
    };
    await openInbox(desk);
    await composer();
    await userEvent.upload(chooser(), png('fake.png'));
    expect(await screen.findByText('Refused: INVALID_INPUT.')).toBeDefined();
    expect(screen.queryByRole('list', { name: 'Pictures that go with this text' })).toBeNull();
  });

  it('stops at a route that carries none, and says why', async () => {
    const { core } = await openInbox(pictureDesk({ noRoute: 'No route can send pictures now.' }));
    const box = await composer();
    await userEvent.upload(chooser(), png('map.png'));
    expect(await screen.findByText('No route can send pictures now.')).toBeDefined();
    await userEvent.type(box, 'Here{Enter}');
    expect(callsOf(core, 'messages.sendMessage')).toHaveLength(0);
    await userEvent.click(screen.getByRole('button', { name: 'Take out map.png' }));
    await waitFor(() => expect(screen.queryByText('No route can send pictures now.')).toBeNull());
  });

  it('comes back with the words when the text is refused', async () => {
    const desk = pictureDesk();
    desk.onSend = () => {
      throw refusal('SEND_BLOCKED');
    };
    await openInbox(desk);
    const box = await composer();
    await userEvent.upload(chooser(), png('map.png'));
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    await userEvent.type(box, 'Here{Enter}');
    await waitFor(() => expect(box.value).toBe('Here'));
    expect(within(await strip()).getByText('map.png')).toBeDefined();
  });

  it('comes back as a copy when the text is undone', async () => {
    const { core } = await openInbox(pictureDesk());
    const box = await composer();
    await userEvent.upload(chooser(), png('map.png'));
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    await userEvent.type(box, 'Here{Enter}');
    await userEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
    await waitFor(() => expect(box.value).toBe('Here'));
    expect(within(await strip()).getByText('map.png')).toBeDefined();
    await waitFor(() => expect(callsOf(core, 'attachments.addAttachment')).toHaveLength(2));
  });
});

describe('in the thread', () => {
  it('a picture is blurred until somebody looks, then opens in full and can be saved', async () => {
    const desk = pictureDesk();
    desk.texts = [text('m1', 'This is it', { attachments: [attachment('a9')] })];
    await openInbox(desk);
    const tile = await screen.findByRole('button', { name: 'Show picture rash.png, 84 KB' });
    await waitFor(() => expect(tile.querySelector('img')?.className).toContain('blurred'));
    expect(screen.queryByRole('button', { name: 'Save rash.png' })).toBeNull();
    await userEvent.click(tile);
    expect(tile.querySelector('img')?.className).not.toContain('blurred');
    expect(screen.getByRole('button', { name: 'Save rash.png' })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Open picture rash.png, 84 KB' }));
    const dialog = await screen.findByRole('dialog', { name: 'Picture' });
    expect(within(dialog).getByRole('img', { name: 'The picture rash.png' })).toBeDefined();
  });

  it('says why a picture is not there, and that one is on its way', async () => {
    const desk = pictureDesk();
    desk.texts = [
      text('m1', '', {
        attachments: [
          attachment('a1', { state: 'failed', problem: 'This picture is too large to fetch.' }),
          attachment('a2', { state: 'coming', sizeBytes: null }),
          attachment('a3', { name: 'Ana.vcf', contentType: 'text/vcard', sizeBytes: 300 }),
        ],
      }),
    ];
    const page = await openInbox(desk);
    expect(await screen.findByText('This picture is too large to fetch.')).toBeDefined();
    expect(screen.getByText('Picture on its way.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Save Ana.vcf' })).toBeDefined();
    await expectAccessible(page);
  });

  it('says why a picture that is here cannot be shown, and asks again', async () => {
    const desk = pictureDesk();
    const answer = desk.answers['attachments.getAttachment']!;
    desk.answers['attachments.getAttachment'] = () => {
      throw refusal('NOT_AVAILABLE');
    };
    desk.texts = [text('m1', '', { attachments: [attachment('a1')] })];
    const { core } = await openInbox(desk);
    expect(await screen.findByText('Refused: NOT_AVAILABLE.')).toBeDefined();
    core.answers = { ...core.answers, 'attachments.getAttachment': answer };
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: /^Show picture/ })).toBeDefined();
  });
});

it('a text that is taken back puts its picture into the composer, too', async () => {
  const desk = pictureDesk();
  desk.route = BY_PHONE;
  desk.texts = [ours('m1', 'Map', { status: 'sending', createdAt: 0, attachments: [attachment('a9')] })];
  await openInbox(desk);
  await userEvent.click(await screen.findByRole('button', { name: 'Take back' }));
  await waitFor(async () => expect((await composer()).value).toBe('Map'));
  expect(within(await strip()).getByText('rash.png')).toBeDefined();
  expect(await screen.findByText('Taken back. It did not go out.')).toBeDefined();
});
