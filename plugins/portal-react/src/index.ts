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
export { Http, pathOf, queryOf } from './api/Http';
export {
  featureApi,
  featurePage,
  homeSection,
  runsInClusters,
  serviceCard,
  serviceNotes,
  serviceTab,
} from './blueprints/feature';
export { HomeSectionBlueprint } from './blueprints/HomeSectionBlueprint';
export { ServiceNoteBlueprint } from './blueprints/ServiceNoteBlueprint';
export { Chart, type ChartProps } from './charts/Chart';
export { ChartGroup, type ChartGroupProps } from './charts/ChartGroup';
export { type ChartMark } from './charts/describe';
export { type ChartLine, type TimeWindow } from './charts/line';
export { useTopic } from './hooks/useTopic';
export { useLedgerPages } from './hooks/useLedgerPages';
export { useNames } from './hooks/useNames';
export { useOwned } from './hooks/useOwned';
export { type Right, useRight } from './hooks/useRight';
export { useRow, useRows, type Rows } from './hooks/useRows';
export { useSectionRows } from './hooks/useSectionRows';
export { type NoteColumn, NoteColumnsContext } from './notes/NotesContext';
export {
  type NoteLine,
  notesFrom,
  type ServiceNote,
  type ServiceNotes,
  type UseServiceNotes,
} from './notes/ServiceNote';
export { nameOf, type Names, noNames } from './people/names';
export { RowReader } from './rows/RowReader';
export { useHeld } from './hooks/useHeld';
export { useForScreen } from './hooks/useForScreen';
export { useRanked } from './hooks/useRanked';
export { useRowHeight } from './hooks/useRowHeight';
export { type Sending, useSend } from './hooks/useSend';
export { believedRows, useServiceRows, type ServiceRow, type ServiceRows } from './hooks/useServiceRows';
export { useSettledRows } from './hooks/useSettledRows';
export { useStableList } from './hooks/useStableList';
export { useTab } from './hooks/useTab';
export { useTicking } from './hooks/useTicking';
export { believe, believer, type Said } from './sources/believe';
export { notLiveClauses } from './sources/notLive';
export { sourcesOf } from './sources/sourcesOf';
export { stateClauses } from './sources/stateClauses';
export { countStates } from './table/countStates';
export { type RowChoice } from './table/filters';
export { byNumber, byText, choices, type Compare, compareValues, worstFirst } from './table/order';
export { remembered } from './table/remembered';
export { type KeyOf, type RowFate, type Settled } from './table/settle';
export {
  formatAge,
  formatClock,
  formatCountdown,
  formatDuration,
  formatInstant,
  formatRelative,
  wholeMinute,
} from './time/format';
export { bytesOf, bytesWords, figures } from './units';
export { amount, capital, count, sentenceList, share } from './words';

export { ActDialog, type ActDialogProps } from './components/act/ActDialog';
export { RefusalWords } from './components/act/RefusalWords';
export { CapacityBar, CapacityBars, type CapacityBarProps } from './components/bar/CapacityBar';
export { describeFreshness, describeSource, sourceName } from './components/freshness/describeFreshness';
export { FreshnessGlyph } from './components/freshness/FreshnessGlyph';
export { FreshnessMark } from './components/freshness/FreshnessMark';
export { OwnPanel, type OwnPanelProps } from './components/home/OwnPanel';
export { OwnRow, OwnRows } from './components/home/OwnRows';
export { NoneSeen, Unseen } from './components/service/Unseen';
export { PageAnswer } from './components/layout/PageAnswer';
export { PageMarks, type PageMarksProps } from './components/layout/PageMarks';
export { Panel, Section, type PanelProps } from './components/layout/Panel';
export { AllPage, type AllPageProps } from './components/layout/AllPage';
export { OnePage, type OnePageProps } from './components/layout/OnePage';
export { PortalPage, type PortalPageProps } from './components/layout/PortalPage';
export { LedgerList, type LedgerListProps } from './components/ledger/LedgerList';
export { LedgerWhole } from './components/ledger/LedgerWhole';
export { NoteCells, NoteHeads } from './components/notes/NoteCells';
export { ServiceNotesDesk } from './components/notes/ServiceNotesDesk';
export { ServiceCard, type ServiceCardProps } from './components/service/ServiceCard';
export { ServiceCardRow, type ServiceCardRowProps } from './components/service/ServiceCardRow';
export { ServicePlace, type ServicePlaceProps } from './components/service/ServicePlace';
export { ServiceTab, type ServiceTabProps } from './components/service/ServiceTab';
export {
  LongCell,
  NameCell,
  SentenceCell,
  StateCell,
  TextCell,
  TimeCell,
  WhereWide,
} from './components/table/Cells';
export { stateColumn, textColumn, timeColumn } from './components/table/columns';
export { type DataColumn, type DataTableShape } from './components/table/DataColumn';
export { DataTable, type DataTableProps } from './components/table/DataTable';
export { type Choice, FilterBar, type FilterBarProps } from './components/table/FilterBar';
export { GridHead, type GridColumn, type GridSort } from './components/table/GridHead';
export { Fate, GridRow, type GridRowProps, tabIndexOf } from './components/table/GridRow';
export { NoMatch } from './components/table/NoMatch';
export { StateFilter, type StateFilterProps } from './components/table/StateFilter';
export { TableNote, type TableNoteProps } from './components/table/TableNote';
export { VirtualGrid, type GridPlace, type VirtualGridProps } from './components/table/VirtualGrid';
export { PageTabs, type PageTab, type PageTabsProps } from './components/tabs/PageTabs';
export { CopyButton } from './components/text/CopyButton';
export { Digest } from './components/text/Digest';
export { Fact, Facts } from './components/text/Facts';
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
export { Unreadable } from './components/topic/Unreadable';
export { OutcomeMark } from './components/verdict/OutcomeMark';
export { Reasons } from './components/verdict/Reasons';
export { StateGlyph } from './components/verdict/StateGlyph';
export { VerdictMark, VerdictPill, type VerdictMarkProps } from './components/verdict/VerdictMark';
