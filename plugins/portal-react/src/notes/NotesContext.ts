import { createContext, type ReactElement, useContext } from 'react';
import type { ServiceNotes } from './ServiceNote';

/** What a feature brings to each row of a list of services. */
export interface NoteColumn {
  /** Of the extension. */
  id: string;
  title: string;
  /** Draws nothing: while it is on the page it tells what the feature has to say. */
  teller: ReactElement;
}

/** Those that a page has for its lists of services, in their order: what its features bring. */
export const NoteColumnsContext = createContext<readonly NoteColumn[]>([]);

export function useNoteColumns(): readonly NoteColumn[] {
  return useContext(NoteColumnsContext);
}

/** What the features have said, by the id of their column. */
export const ToldContext = createContext<ReadonlyMap<string, ServiceNotes>>(new Map());

/** Between a list of services and one feature. */
export interface NoteDesk {
  /** The services of the list. */
  entityRefs: readonly string[];
  tell: (notes: ServiceNotes) => void;
}
export const NoteDeskContext = createContext<NoteDesk>({ entityRefs: [], tell: () => {} });
