/** Sizes and distances of a card in Teams; its colours are variables of the style sheet, light and dark. */
export const hostConfig = {
  supportsInteractivity: true,
  fontTypes: {
    default: fontType('var(--font)'),
    monospace: fontType('var(--monospace)'),
  },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: containerStyle('default'),
    emphasis: containerStyle('emphasis'),
    accent: containerStyle('accent'),
    good: containerStyle('good'),
    warning: containerStyle('warning'),
    attention: containerStyle('attention'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  adaptiveCard: { allowCustomStyle: false },
  textStyles: { heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false } },
  factSet: {
    title: { color: 'default', size: 'default', weight: 'bolder', wrap: true, maxWidth: 200 },
    value: { color: 'default', size: 'default', weight: 'default', wrap: true },
    spacing: 16,
  },
};

function fontType(fontFamily) {
  return {
    fontFamily,
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
  };
}

function colour(name) {
  return {
    default: `var(--${name})`,
    subtle: name === 'text' ? 'var(--subtle)' : `var(--${name})`,
    highlightColors: { default: 'var(--highlight)', subtle: 'var(--highlight)' },
  };
}

function containerStyle(name) {
  const names = ['accent', 'good', 'warning', 'attention'];
  return {
    backgroundColor: `var(--fill-${name})`,
    borderColor: `var(--fill-${name})`,
    foregroundColors: {
      default: colour('text'),
      dark: colour('text'),
      light: colour('subtle'),
      ...Object.fromEntries(names.map((each) => [each, colour(each)])),
    },
  };
}
