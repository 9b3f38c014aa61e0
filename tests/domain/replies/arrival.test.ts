import { describe, expect, it } from 'vitest';
import { readArrival } from '../../../src/main/domain/replies/arrival.ts';

describe('a text of somebody on their way', () => {
  it.each([
    'Here',
    "I'm here",
    "Hi, I'm here for my appointment",
    "We're here!",
    'Just parked',
    'waiting outside',
    "I'm in the parking lot",
    'Arrived',
    'Ya llegué',
    'Estoy aquí',
    'Hola, estamos aqui',
  ])('%j says that they are here', (text) => {
    expect(readArrival(text)).toEqual({ kind: 'here' });
  });

  it.each<[string, number | null]>([
    ['Running 10 min late', 10],
    ['Running 10 minutes late, so sorry!', 10],
    ['stuck in traffic be there in 15', 15],
    ['10-15 min late', 15],
    ['ten minutes late', 10],
    ['Voy tarde, llego en 20', 20],
    ['llego 15 minutos tarde', 15],
    ['Half an hour late', 30],
    ['On my way', null],
    ['running late', null],
    ["I'll be late, my visit is at 10:30", null],
    ['900 min late', null],
  ])('%j says that they are late by %s', (text, minutes) => {
    expect(readArrival(text)).toEqual({ kind: 'late', minutes });
  });

  it.each([
    "I'm not here",
    "I'll be there",
    'See you there',
    'Is it too late to cancel?',
    'Is Dr. Osei here today?',
    'late fee',
    'Yes',
    'Nobody here by that name',
    '',
  ])('%j says neither', (text) => {
    expect(readArrival(text)).toBeNull();
  });
});
