/** What the API answers, as docs/api.md says it. Instants are RFC 3339 with offset; dates are YYYY-MM-DD. */

export type Ref = { key: string; name: string };
export type Named = { id: string; title: string };

export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  help?: string;
  pointer?: string;
  field?: string;
  fields?: string[];
  names?: string[];
  since?: string;
  entry?: number;
  /** What the answer is called in the log of the server. */
  request?: string;
  rules?: { id: string; text: string }[];
  articles?: { id: string; number: string; heading: string }[];
};

export type Role = { role: string; title: string; site?: Ref; department?: Ref };
export type Me = {
  person: { key: string; name: string; department?: Ref };
  roles: Role[];
  sites: Ref[];
  packs: { id: string; title: string; version: string }[];
  clock: { now: string; virtual: boolean; zone: string };
  attachment_bytes_max: number;
  company: { name: string };
};

export type Owner = { kind: 'person' | 'department' | 'role'; key: string; name: string };
export type State = { id: string; title: string; final: boolean };
export type ClockStatus =
  | 'running'
  | 'paused'
  | 'met'
  | 'breached'
  | 'late'
  | 'cancelled'
  | 'lapsed';

export type NextDeadline = {
  deadline: string;
  title: string;
  due_at?: string;
  status: ClockStatus;
  owed_by: Owner;
};

export type Row = {
  id: string;
  pack: string;
  type: string;
  type_title: string;
  key: string;
  number: string;
  title: string;
  state: State;
  site?: Ref;
  client?: Ref;
  department?: Ref;
  owner?: Ref;
  created_at: string;
  updated_at: string;
  version: number;
  next_deadline?: NextDeadline;
  overdue: boolean;
  markers: Named[];
  summary?: Record<string, unknown>;
};

export type Clock = {
  deadline: string;
  title: string;
  status: ClockStatus;
  started_at: string;
  due_at?: string;
  warn_at?: string;
  stopped_at?: string;
  late_seconds?: number;
  remaining_seconds?: number;
  owed_by: Owner;
  rule: string;
  article: string;
  provisional: boolean;
  ladder?: string;
  rung?: number;
};

export type Change = {
  name: string;
  title: string;
  display: string;
  derivation?: AmountDerivation;
};
export type EntryFact = {
  fact: string;
  on?: string;
  title: string;
  changes: Change[];
  rules: string[];
  articles: string[];
};
export type Entry = {
  seq: number;
  at: string;
  by: { key: string; name: string; kind: 'person' | 'clock' | 'system' };
  command?: string;
  title: string;
  facts: EntryFact[];
  /** An act that was refused is in the journal too. */
  refusal?: { code: string; title: string };
  hash: string;
};

export type Attachment = { name: string; media_type: string; bytes: number; hash: string };

export type Input = {
  name: string;
  title: string;
  type: string;
  required: boolean;
  choices?: { value: string | number | boolean; title: string }[];
  default?: unknown;
  of?: Input[];
  /** Of attachments: media types and endings, the largest file, the most of them. */
  accept?: string[];
  max_bytes?: number;
  max_count?: number;
  rules: string[];
};
export type Action = {
  pack: string;
  command: string;
  title: string;
  type: string;
  rules: string[];
  allowed?: boolean;
  refusal?: { code: string; title: string };
  inputs: Input[];
};
export type ImportTable = {
  sheets: string[];
  sheet: string;
  /** Of a CSV file; empty for a workbook. */
  encoding: string;
  header_line: number;
  rows: number;
  columns: { title: string; samples: string[]; input?: string }[];
  fixed: Record<string, string>;
  settled_by: '' | 'me' | 'company';
  /** Inputs that a cell can fill. */
  inputs: string[];
};
export type ImportStatus = 'ready' | 'known' | 'duplicate' | 'faulty';
export type ImportRow = {
  line: number;
  status: ImportStatus;
  cells: string[];
  reason?: string;
  record?: { id: string; number: string };
};
export type ImportJob = {
  id: string;
  pack: string;
  command: string;
  type: string;
  title: string;
  mode: 'check' | 'import';
  /** What was asked: hash of the file, its sheet, titles of columns by the inputs they fill. */
  upload: string;
  sheet: string;
  meant: Record<string, string>;
  fixed: Record<string, string>;
  state: 'waiting' | 'running' | 'done' | 'stopped' | 'failed';
  rows: number;
  done: number;
  ready: number;
  known: number;
  duplicates: number;
  /** Duplicates that the regulation would let in. */
  takeable: number;
  faulty: number;
  milliseconds: number;
  problem?: Problem;
  columns: { name: string; title: string }[];
  first: ImportRow[];
  problems: ImportRow[];
};
export type Script = {
  id: string;
  kind: 'script' | 'checklist';
  title: string;
  text: string;
  items?: string[];
  rules: string[];
};
export type Breach = {
  id: string;
  code: string;
  title: string;
  rule: string;
  article: string;
  case: { id: string; number: string; title: string };
  deadline: string;
  owed_by: Owner;
  due_at?: string;
  breached_at?: string;
  acted_at?: string;
  late_seconds?: number;
  about?: string;
  settled: boolean;
};
export type Field = {
  name: string;
  title: string;
  type: string;
  value: unknown;
  display: string;
  /** A list of rows in words: what its columns are called and what stands in them. */
  table?: FieldTable;
  /** Of an amount: how it came about. Its clause is the field's. */
  derivation?: AmountDerivation;
  /** What a department or a person says to the case: shown beside the others. */
  opinion?: boolean;
  rules: string[];
};
type AmountFigure = { title: string; of?: string; display: string };
export type AmountDerivation = {
  title: string;
  rounding?: string;
  inputs: AmountFigure[];
  steps: (AmountFigure & { formula: string; calculation: string })[];
};
export type FieldTable = { columns: { name: string; title: string }[]; rows: string[][] };
/** `defaults`: what the rule leaves to the company, which has not set it yet. */
export type RuleText = { id: string; text: string; article: string; defaults?: string[] };
export type ArticleHead = { id: string; number: string; heading: string };
export type Case = Row & {
  is_client?: true;
  fields: Field[];
  parent?: Row;
  children: Row[];
  clocks: Clock[];
  timeline: Entry[];
  actions: Action[];
  scripts: Script[];
  forms: Named[];
  breaches: Breach[];
  related: Row[];
  rules: Record<string, RuleText>;
  articles: Record<string, ArticleHead>;
};

export type Holder = { name: string; on_leave: boolean; in_place_of?: string };
/** The way of a record through its procedure. */
export type WayStep = {
  id: string;
  title: string;
  status: 'passed' | 'here' | 'ahead' | 'perhaps';
  entered_at?: string;
  by?: string;
  who: string[];
};
export type Signature = {
  id: string;
  title: string;
  holders: Holder[];
  signed_by?: string;
  signed_at?: string;
  opinion?: string;
};
export type Level = {
  id: string;
  title: string;
  holders: Holder[];
  decides: boolean;
  may_decide: boolean;
  is_here: boolean;
};
export type ApprovalWay = {
  id: string;
  number: string;
  state: string;
  is_open: boolean;
  signatures: Signature[];
  levels: Level[];
  decided_by?: string;
  decided_for?: string;
  decided_at?: string;
};
export type Way = { steps: WayStep[]; approvals: ApprovalWay[] };
export type ToDecide = {
  case: Row;
  parent?: Row;
  fields: Field[];
  is_mine: boolean;
  actions: Action[];
};
type Cited = { rules: Record<string, RuleText>; articles: Record<string, ArticleHead> };
export type Approvals = Cited & { waiting: ToDecide[]; asked: ToDecide[] };

export type LedgerHead = {
  pack: string;
  pack_title: string;
  id: string;
  title: string;
  rules: string[];
};
export type LedgerLine = {
  id: string;
  cells: string[];
  derivations: { derivation: AmountDerivation }[];
};
export type LedgerGroup = { title: string; lines: LedgerLine[]; sums: string[] };
export type Ledger = Cited & {
  ledger: LedgerHead;
  columns: { name: string; title: string; is_number: boolean }[];
  months: string[];
  groups: LedgerGroup[];
  sums: string[];
  is_cut: boolean;
  records_max: number;
};

export type Notice = {
  id: number;
  at: string;
  message: string;
  title: string;
  case?: { id: string; number: string; title: string };
  read: boolean;
};
export type Desk = {
  owed: { case: Row; clock: Clock }[];
  notices: Notice[];
  counts: { overdue: number; today: number; open: number; unread: number };
  server_time: string;
};
export type Page<T> = {
  items: T[];
  next_cursor?: string | null;
  total: number;
  server_time: string;
};
export type BreachPage = Page<Breach> & { totals: { by_code: Total[]; by_owner: Total[] } };
export type Total = { key: string; title: string; count: number };

export type StepKind = 'day_zero' | 'counted' | 'skipped';
export type Step = {
  date: string;
  from?: string;
  to?: string;
  kind: StepKind;
  reason: string;
  minutes?: number;
};
export type Derivation = {
  clock?: Clock;
  from: { at: string; title: string };
  unit: string;
  amount: number;
  due_at: string;
  provisional: boolean;
  steps: Step[];
  parameters: Parameter[];
  events: { verb: string; at: string }[];
  rule?: string;
  article?: string;
};
export type Parameter = {
  name: string;
  title: string;
  type?: string;
  value: unknown;
  unit?: string;
  /** The regulation leaves it to the company, which has not set it. */
  is_default?: boolean;
  /** What the pack itself gives, where the company has set it otherwise. */
  shipped?: unknown;
  rules: string[];
};

export type DayKind = 'working' | 'weekend' | 'holiday' | 'make_up';
export type CalendarDay = {
  date: string;
  working: boolean;
  kind: DayKind;
  name?: string;
  periods: [string, string][];
  provisional: boolean;
};

export type Fact = {
  fact: string;
  type: string;
  on: string;
  rules: string[];
  articles: string[];
  [field: string]: unknown;
};
export type Receipt = {
  ok: true;
  id: string;
  key: string;
  number: string;
  version: number;
  facts: Fact[];
  deadlines: {
    id: string;
    title: string;
    rule: string;
    due_at: string;
    owed_by: string;
    on: string;
  }[];
  revealed?: { name: string; title: string; value: string }[];
};

export type BoardHead = {
  pack: string;
  pack_title: string;
  id: string;
  kind: 'rotation' | 'grid';
  type: string;
  title: string;
  rules: string[];
};
export type FloorReception = { number: string; since?: string; id?: string };
export type Seller = {
  key: string;
  name: string;
  availability: string;
  says: string;
  missed_turns: number;
  make_ups: number;
  place?: number;
  reception?: FloorReception;
};
export type Floor = {
  id: string;
  version: number;
  title: string;
  standby: string;
  updated_at: string;
  last?: {
    number: string;
    receiver: string;
    kind: string;
    is_counted: boolean;
    skips: { name: string; reason: string; treated: string; missed_turns: number }[];
  };
  staff: Seller[];
  waiting: FloorReception[];
  actions: Action[];
};
/** Id, row, column, state, then what the board shows of it. */
export type Cell = [id: string, row: string, column: string, state: string, ...shown: string[]];
export type Block = { title: string; cells: Cell[] };
export type Board = Cited & {
  board: BoardHead;
  floors?: Floor[];
  states?: Named[];
  shows?: string[];
  blocks?: Block[];
};
