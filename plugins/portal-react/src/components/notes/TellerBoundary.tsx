import { Component, type ReactNode, useContext } from 'react';
import { type NoteDesk, NoteDeskContext } from '../../notes/NotesContext';

/** A feature that fails says so in its own column; the list and the other columns go on. */
export function TellerBoundary({ children }: { children: ReactNode }) {
  return <Boundary desk={useContext(NoteDeskContext)}>{children}</Boundary>;
}

class Boundary extends Component<{ desk: NoteDesk; children: ReactNode }, { failed: boolean }> {
  static getDerivedStateFromError() {
    return { failed: true };
  }

  override state = { failed: false };

  override componentDidCatch() {
    this.props.desk.tell({ byService: new Map(), unknown: 'This part of the portal has failed' });
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
