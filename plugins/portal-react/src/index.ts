/**
 * What every page shares: following topics, saying how something is and how fresh that is, and the look.
 *
 * @packageDocumentation
 */
import './bui.css';
import './tokens.css';

export { AnswerFailed, type AnswerFailedProps } from './answers/AnswerFailed';
export { readRefusal, refusalOpening, type Refusal } from './answers/refusal';
export { useAnswer, type Answer } from './answers/useAnswer';
export { streamApiRef, type StreamApi, type TopicView } from './api/StreamApi';
export { FakeStream } from './api/FakeStream';
export { HomeSectionBlueprint } from './blueprints/HomeSectionBlueprint';
export { useTopic } from './hooks/useTopic';
export { useRow, useRows, type Rows } from './hooks/useRows';
export { useHeld } from './hooks/useHeld';
export { useRowHeight } from './hooks/useRowHeight';
export { useSettledRows } from './hooks/useSettledRows';
export { useStableList } from './hooks/useStableList';
export { useTab } from './hooks/useTab';
export { useTicking } from './hooks/useTicking';
export { type KeyOf, type Settled, type TableRow } from './table/settle';
export {
  formatAge,
  formatClock,
  formatCountdown,
  formatDuration,
  formatInstant,
  formatRelative,
} from './time/format';
export { count, sentenceList } from './words';

export { describeFreshness, describeSource, sourceName } from './components/freshness/describeFreshness';
export { FreshnessGlyph } from './components/freshness/FreshnessGlyph';
export { FreshnessMark } from './components/freshness/FreshnessMark';
export { sourcesOf } from './components/freshness/sourcesOf';
export { Panel, Section, type PanelProps } from './components/layout/Panel';
export { PortalPage, type PortalPageProps } from './components/layout/PortalPage';
export { GridHead, type GridColumn, type GridSort } from './components/table/GridHead';
export { StateFilter, type StateFilterProps } from './components/table/StateFilter';
export { TableNote, type TableNoteProps } from './components/table/TableNote';
export { VirtualGrid, type GridPlace, type VirtualGridProps } from './components/table/VirtualGrid';
export { CopyButton } from './components/text/CopyButton';
export { Digest } from './components/text/Digest';
export { Mono } from './components/text/Mono';
export { Sentence } from './components/text/Sentence';
export { ShortId } from './components/text/ShortId';
export { Stat } from './components/text/Stat';
export { ClockTime } from './components/time/ClockTime';
export { Duration } from './components/time/Duration';
export { RelativeTime } from './components/time/RelativeTime';
export { EmptyState, type StateProps } from './components/topic/EmptyState';
export { FailedState } from './components/topic/FailedState';
export { LastKnown } from './components/topic/LastKnown';
export { Loading } from './components/topic/Loading';
export { StaleContext, useStale } from './components/topic/StaleContext';
export { StaleRibbon } from './components/topic/StaleRibbon';
export { TopicBoundary, type TopicBoundaryProps } from './components/topic/TopicBoundary';
export { OutcomeMark } from './components/verdict/OutcomeMark';
export { StateGlyph } from './components/verdict/StateGlyph';
export { VerdictMark, VerdictPill, type VerdictMarkProps } from './components/verdict/VerdictMark';
