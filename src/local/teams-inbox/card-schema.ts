/** What a value of a card may be. */
export type Rule =
  | { readonly kind: 'text' | 'flag' | 'number' | 'link' | 'picture' | 'anything' }
  /** Letter case means nothing. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'list'; readonly item: Rule }
  /** An object whose `type` says which of these it is. */
  | { readonly kind: 'object'; readonly types: readonly string[] }
  /** An object that can be of one type only, and so may leave `type` out. */
  | { readonly kind: 'part'; readonly type: string }
  | { readonly kind: 'either'; readonly rules: readonly [Rule, Rule] };

export type Shape = {
  readonly required: Readonly<Record<string, Rule>>;
  readonly optional: Readonly<Record<string, Rule>>;
};

/** What an object of a type may hold, as in the schema of Adaptive Cards 1.5 (adaptivecards.io). */
export function shapeOf(type: string): Shape {
  return shapes.get(type) ?? { required: {}, optional: {} };
}

const elementTypes: readonly string[] = [
  'ActionSet',
  'ColumnSet',
  'Container',
  'FactSet',
  'Image',
  'ImageSet',
  'Input.ChoiceSet',
  'Input.Date',
  'Input.Number',
  'Input.Text',
  'Input.Time',
  'Input.Toggle',
  'Media',
  'RichTextBlock',
  'Table',
  'TextBlock',
];

/** Without Action.Submit and Action.Execute: behind a webhook there is no bot that could answer them. */
const actionTypes: readonly string[] = ['Action.OpenUrl', 'Action.ShowCard', 'Action.ToggleVisibility'];

const text: Rule = { kind: 'text' };
const flag: Rule = { kind: 'flag' };
const number: Rule = { kind: 'number' };
const link: Rule = { kind: 'link' };
const picture: Rule = { kind: 'picture' };
const words = (...allowed: readonly string[]): Rule => ({ kind: 'words', words: allowed });
const list = (item: Rule): Rule => ({ kind: 'list', item });
const object = (...types: readonly string[]): Rule => ({ kind: 'object', types });
const part = (type: string): Rule => ({ kind: 'part', type });
const either = (...rules: readonly [Rule, Rule]): Rule => ({ kind: 'either', rules });

const elements = list(object(...elementTypes));
const actions = list(object(...actionTypes));
const selectAction = object(...actionTypes.filter((type) => type !== 'Action.ShowCard'));
const dropped = words('drop');
const height = words('auto', 'stretch');
const colour = words('default', 'dark', 'light', 'accent', 'good', 'warning', 'attention');
const containerStyle = words('default', 'emphasis', 'good', 'attention', 'warning', 'accent');
const horizontalAlignment = words('left', 'center', 'right');
const verticalAlignment = words('top', 'center', 'bottom');
const imageSize = words('auto', 'stretch', 'small', 'medium', 'large');
const backgroundImage = either(picture, part('BackgroundImage'));

const toggleable = { id: text, isVisible: flag, requires: { kind: 'anything' } } as const;
const placed = {
  ...toggleable,
  separator: flag,
  spacing: words('default', 'none', 'small', 'medium', 'large', 'extraLarge', 'padding'),
};
const element = { ...placed, height, fallback: either(dropped, object(...elementTypes)) };
const container = {
  selectAction,
  style: containerStyle,
  verticalContentAlignment: verticalAlignment,
  bleed: flag,
  backgroundImage,
  minHeight: text,
  rtl: flag,
};
const cells = {
  horizontalCellContentAlignment: horizontalAlignment,
  verticalCellContentAlignment: verticalAlignment,
};
const formatted = {
  color: colour,
  fontType: words('default', 'monospace'),
  isSubtle: flag,
  size: words('default', 'small', 'medium', 'large', 'extraLarge'),
  weight: words('default', 'lighter', 'bolder'),
};
const input = { ...element, errorMessage: text, isRequired: flag, label: text };
const action = {
  id: text,
  requires: { kind: 'anything' },
  title: text,
  iconUrl: picture,
  style: words('default', 'positive', 'destructive'),
  fallback: either(dropped, object(...actionTypes)),
  tooltip: text,
  isEnabled: flag,
  mode: words('primary', 'secondary'),
} as const;

const card = {
  $schema: text,
  body: elements,
  actions,
  selectAction,
  fallbackText: text,
  backgroundImage,
  minHeight: text,
  rtl: flag,
  speak: text,
  lang: text,
  verticalContentAlignment: verticalAlignment,
  // Not of the schema but of Teams: `width: 'Full'` and mentions.
  msteams: { kind: 'anything' },
} as const;

const shape = (required: Shape['required'], optional: Shape['optional'] = {}): Shape => ({
  required,
  optional,
});

const shapes: ReadonlyMap<string, Shape> = new Map([
  ['AdaptiveCard', shape({ version: text }, card)],
  // The card that Action.ShowCard unfolds, an AdaptiveCard that needs no version of its own.
  ['ShownCard', shape({}, { ...card, version: text })],

  [
    'TextBlock',
    shape(
      { text },
      {
        ...element,
        ...formatted,
        horizontalAlignment,
        maxLines: number,
        wrap: flag,
        style: words('default', 'heading'),
      },
    ),
  ],
  [
    'RichTextBlock',
    shape({ inlines: list(either(text, object('TextRun'))) }, { ...element, horizontalAlignment }),
  ],
  [
    'TextRun',
    shape(
      { text },
      { ...formatted, highlight: flag, italic: flag, strikethrough: flag, underline: flag, selectAction },
    ),
  ],
  ['FactSet', shape({ facts: list(part('Fact')) }, element)],
  ['Fact', shape({ title: text, value: text })],

  ['Container', shape({ items: elements }, { ...element, ...container })],
  [
    'ColumnSet',
    shape(
      {},
      {
        ...element,
        columns: list(part('Column')),
        selectAction,
        style: containerStyle,
        bleed: flag,
        minHeight: text,
        horizontalAlignment,
      },
    ),
  ],
  [
    'Column',
    shape(
      {},
      {
        ...placed,
        ...container,
        items: elements,
        width: either(text, number),
        fallback: either(dropped, part('Column')),
      },
    ),
  ],
  // The renderers read `firstRowAsHeaders`, the schema says `firstRowAsHeader`.
  [
    'Table',
    shape(
      {},
      {
        ...element,
        ...cells,
        columns: list(part('TableColumnDefinition')),
        rows: list(part('TableRow')),
        firstRowAsHeader: flag,
        firstRowAsHeaders: flag,
        showGridLines: flag,
        gridStyle: containerStyle,
      },
    ),
  ],
  ['TableColumnDefinition', shape({}, { ...cells, width: either(text, number) })],
  ['TableRow', shape({}, { ...cells, cells: list(part('TableCell')), style: containerStyle })],
  ['TableCell', shape({ items: elements }, container)],

  [
    'Image',
    shape(
      { url: picture },
      {
        ...element,
        altText: text,
        backgroundColor: text,
        height: text,
        width: text,
        horizontalAlignment,
        selectAction,
        size: imageSize,
        style: words('default', 'person'),
      },
    ),
  ],
  ['ImageSet', shape({ images: list(part('Image')) }, { ...element, imageSize })],
  [
    'BackgroundImage',
    shape(
      { url: picture },
      {
        fillMode: words('cover', 'repeatHorizontally', 'repeatVertically', 'repeat'),
        horizontalAlignment,
        verticalAlignment,
      },
    ),
  ],
  ['Media', shape({ sources: list(part('MediaSource')) }, { ...element, poster: picture, altText: text })],
  ['MediaSource', shape({ mimeType: text, url: link })],

  [
    'Input.Text',
    shape(
      { id: text },
      {
        ...input,
        isMultiline: flag,
        maxLength: number,
        placeholder: text,
        regex: text,
        style: words('text', 'tel', 'url', 'email', 'password'),
        inlineAction: selectAction,
        value: text,
      },
    ),
  ],
  [
    'Input.Number',
    shape({ id: text }, { ...input, max: number, min: number, placeholder: text, value: number }),
  ],
  ['Input.Date', shape({ id: text }, { ...input, max: text, min: text, placeholder: text, value: text })],
  ['Input.Time', shape({ id: text }, { ...input, max: text, min: text, placeholder: text, value: text })],
  [
    'Input.Toggle',
    shape({ id: text, title: text }, { ...input, value: text, valueOff: text, valueOn: text, wrap: flag }),
  ],
  [
    'Input.ChoiceSet',
    shape(
      { id: text },
      {
        ...input,
        choices: list(part('Input.Choice')),
        isMultiSelect: flag,
        style: words('compact', 'expanded', 'filtered'),
        value: text,
        placeholder: text,
        wrap: flag,
      },
    ),
  ],
  ['Input.Choice', shape({ title: text, value: text })],

  ['ActionSet', shape({ actions }, element)],
  ['Action.OpenUrl', shape({ url: link }, action)],
  ['Action.ShowCard', shape({}, { ...action, card: part('ShownCard') })],
  ['Action.ToggleVisibility', shape({ targetElements: list(either(text, part('TargetElement'))) }, action)],
  ['TargetElement', shape({ elementId: text }, { isVisible: flag })],
]);
