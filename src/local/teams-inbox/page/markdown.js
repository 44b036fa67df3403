/**
 * The Markdown that Teams shows in a card: bold, italic, links and lists, paragraphs at an empty line.
 * All else stays text, HTML above all.
 *
 * @param {string} text
 * @returns {string} HTML
 */
export function markdownToHtml(text) {
  return escaped(text)
    .split(/\n\s*\n/)
    .map(blockHtml)
    .join('');
}

/** Also turns `\*` into a character that no rule below takes for a mark. */
function escaped(text) {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\\([\\`*_[\](){}#+\-.!<>~|])|[&<>"']/g, (found, mark) => `&#${(mark ?? found).charCodeAt(0)};`);
}

/** Neighbouring lines of one kind belong together. */
function blockHtml(block) {
  const groups = [];
  for (const line of block.split('\n').filter((each) => each.trim() !== '')) {
    const [, bullet, order, item = line] = /^\s*(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/.exec(line) ?? [];
    const tag = bullet ? 'ul' : order ? 'ol' : 'p';
    const group = groups.at(-1);
    if (group?.tag === tag) group.items.push(item);
    else groups.push({ tag, start: order, items: [item] });
  }
  return groups.map(groupHtml).join('');
}

function groupHtml({ tag, start, items }) {
  if (tag === 'p') return `<p>${inlineHtml(items.join(' '))}</p>`;
  const listItems = items.map((item) => `<li>${inlineHtml(item)}</li>`).join('');
  return `<${tag}${tag === 'ol' ? ` start="${start}"` : ''}>${listItems}</${tag}>`;
}

const link = String.raw`\[(?<label>[^\]]+)\]\((?<url>(?:https?:\/\/|mailto:)[^\s()]+)\)`;
const bold = String.raw`(?<strong>\*\*|__)(?=\S)(?<bold>.+?)(?<=\S)\k<strong>`;
const italic = String.raw`(?<![\w*])(?<mark>[*_])(?=\S)(?<italic>.+?)(?<=\S)\k<mark>(?![\w*])`;

function inlineHtml(text) {
  return text.replace(new RegExp(`${link}|${bold}|${italic}`, 'g'), (...found) => {
    const groups = found.at(-1);
    if (groups.url) return `<a href="${groups.url}">${inlineHtml(groups.label)}</a>`;
    if (groups.bold) return `<strong>${inlineHtml(groups.bold)}</strong>`;
    return `<em>${inlineHtml(groups.italic)}</em>`;
  });
}
