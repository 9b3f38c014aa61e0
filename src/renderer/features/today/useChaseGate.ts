/** What the gate would say about the text of each person, before anything is sent: whom it would refuse, in its words. */
import { useEffect, useState } from 'react';
import type { Client } from '../../client/client.ts';
import type { Appointment } from '../../contract.ts';
import { useServices } from '../../state/services.ts';

const NOBODY: ReadonlyMap<string, string> = new Map();

/** By visit. Asked again when the text or the people change; somebody whose answer is not there yet counts as allowed. */
export function useChaseGate(visits: readonly Appointment[], templateId: string | null): ReadonlyMap<string, string> {
  const { client } = useServices();
  const [stopped, setStopped] = useState(NOBODY);
  useEffect(() => {
    let wanted = true;
    setStopped(NOBODY);
    if (templateId === null) return undefined;
    const look = async (): Promise<void> => {
      for (const visit of visits) {
        const words = await refusalOf(client, visit, templateId);
        if (!wanted) return;
        if (words !== null) setStopped((before) => new Map([...before, [visit.id, words]]));
      }
    };
    void look();
    return () => {
      wanted = false;
    };
  }, [client, visits, templateId]);
  return stopped;
}

/** Null: it may go out, or nobody can tell before it is tried. */
async function refusalOf(
  client: Client,
  { conversationId, canText }: Appointment,
  templateId: string,
): Promise<string | null> {
  if (conversationId === null || canText !== 'yes') return null;
  try {
    const { body } = await client.query('templates.renderTemplate', { templateId, conversationId });
    const { decision } = await client.query('messages.previewMessage', { conversationId, body });
    if (decision.decision !== 'block' && decision.decision !== 'confirm') return null;
    return decision.findings.find(({ code }) => code === decision.code)?.words ?? null;
  } catch {
    return null;
  }
}
