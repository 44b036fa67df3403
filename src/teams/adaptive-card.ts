/** The few Adaptive Card 1.5 elements that our cards are made of (adaptivecards.io, schema 1.5). */
export type Card = {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.5';
  readonly msteams: { readonly width: 'Full' };
  readonly fallbackText: string;
  readonly body: readonly Element[];
  readonly actions?: readonly OpenUrl[];
};

export type Tone = 'default' | 'attention' | 'warning' | 'good' | 'accent';

export type Element = RichText | Container;

export type Container = {
  readonly type: 'Container';
  readonly style?: 'emphasis' | Exclude<Tone, 'default'>;
  readonly bleed?: boolean;
  readonly spacing?: Spacing;
  readonly separator?: boolean;
  readonly items: readonly Element[];
};

type Spacing = 'none' | 'small' | 'default' | 'medium' | 'large';

export type RichText = {
  readonly type: 'RichTextBlock';
  readonly spacing?: Spacing;
  readonly inlines: readonly TextRun[];
};

/** Text that Teams shows as it is: a text run knows no Markdown, links, mentions or macros. */
export type TextRun = {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Small' | 'Medium' | 'Large';
  readonly color?: Tone;
  readonly isSubtle?: boolean;
  readonly fontType?: 'Monospace';
};

type OpenUrl = { readonly type: 'Action.OpenUrl'; readonly title: string; readonly url: string };

export function card(fallbackText: string, body: readonly Element[], links: readonly OpenUrl[]): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    msteams: { width: 'Full' },
    fallbackText: plain(fallbackText).trim(),
    body,
    ...(links.length > 0 && { actions: links }),
  };
}

export function line(...inlines: readonly TextRun[]): RichText {
  return { type: 'RichTextBlock', spacing: 'small', inlines };
}

export function run(text: string, look: Omit<TextRun, 'type' | 'text'> = {}): TextRun {
  return { type: 'TextRun', text: plain(text), ...look };
}

export function openUrl(title: string, url: string): OpenUrl {
  return { type: 'Action.OpenUrl', title, url };
}

/** Longer texts say nothing more and could fill a card on their own. */
const maxTextLength = 400;

/** Without control and direction-changing characters, which could make a name read as another. */
export function plain(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return visible.length > maxTextLength ? `${visible.slice(0, maxTextLength - 1)}…` : visible;
}
