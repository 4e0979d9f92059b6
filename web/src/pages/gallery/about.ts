/** What the gallery shows: groups of components, and a sentence on each. */

export const ABOUT: Record<string, Record<string, string>> = {
  Values: {
    Num: "A number with four significant digits, its unit, and its difference to a baseline.",
    Time: "When, relative for reading and absolute on hover.",
    Status: "A state as shape, colour and word.",
    Chips: "Aliases, tags, versions: short words beside a name.",
    RefLink: "A link to whatever a Ref names.",
    Digest: "A digest or id, cut in the middle, copied whole.",
    Interval: "An estimate with its interval, against a threshold.",
    Sparkline: "A course of values the size of a word.",
    Link: "A link inside the application.",
  },
  Tables: {
    Table: "Rows and columns of any number, drawn as far as they are in sight.",
    FilterBar: "The filter language of the API, with suggestions, and errors under the word.",
    Diff: "What changed between two texts or two sets of values.",
  },
  Charts: {
    TimeChart: "Series over time with bands, events and a shared cursor.",
    LineChart: "Series over steps.",
    Histogram: "How values are spread, beside a reference.",
    HeatStrip: "Rows by windows, the worst first.",
    Calibration: "Predicted against observed shares.",
    Confusion: "Actual against predicted classes.",
    Waterfall: "How parts add up to a whole.",
    BarList: "Named values as bars, greatest first.",
    Scatter: "Two values of many things, with the front nobody beats.",
    ParallelCoordinates: "Many things over many axes, brushed.",
    Gantt: "What ran when, and what it waited for.",
    Graph: "What was made from what.",
  },
  Pages: {
    DetailPage: "The page of any object: the same things in the same places.",
    Panel: "A titled part of a page that loads, fails and is tried again on its own.",
    Facts: "Four to six facts about one object.",
    Stepper: "Where a thing stands on its way.",
    Tabs: "Parts of one object.",
    Empty: "A place without content yet, which says what comes here and how.",
    ErrorNote: "What the API said, in its words.",
    Skeleton: "The place of what is coming.",
  },
  Acting: {
    Button: "A verb; off with a reason, never missing.",
    Menu: "Actions behind a button.",
    Dialog: "A question that has to be answered first.",
    Drawer: "A look at a related object beside the page.",
    Field: "A label, a control, a hint and an error that belong together.",
    Tooltip: "The name or reason of a control.",
    CopyButton: "A text to the clipboard.",
    announce: "A sentence for screen readers.",
  },
  Text: {
    Code: "Code for reading and copying.",
    ApiCall: "The calls behind a page as curl and Python.",
    Markdown: "Text people wrote, made safe.",
  },
};

export interface Part {
  name: string;
  group: string;
  sentence: string;
}

export const PARTS: readonly Part[] = Object.entries(ABOUT).flatMap(([group, parts]) =>
  Object.entries(parts).map(([name, sentence]) => ({ name, group, sentence })),
);
