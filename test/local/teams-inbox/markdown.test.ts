import { expect, test } from 'vitest';
import { markdownToHtml } from '../../../src/local/teams-inbox/page/markdown.js';

test.each([
  ['plain words', '<p>plain words</p>'],
  ['a **bold** word', '<p>a <strong>bold</strong> word</p>'],
  ['an _italic_ and an *italic* word', '<p>an <em>italic</em> and an <em>italic</em> word</p>'],
  ['**bold with _italic_ in it**', '<p><strong>bold with <em>italic</em> in it</strong></p>'],
  ['snake_case_name', '<p>snake_case_name</p>'],
  ['2 * 3 * 4', '<p>2 * 3 * 4</p>'],
  ['[docs](https://a.b/c_d_e)', '<p><a href="https://a.b/c_d_e">docs</a></p>'],
  ['- one\n- two', '<ul><li>one</li><li>two</li></ul>'],
  ['3. three\n4. four', '<ol start="3"><li>three</li><li>four</li></ol>'],
  ['first\nline\n\nsecond', '<p>first line</p><p>second</p>'],
  ['# no heading', '<p># no heading</p>'],
])('Markdown that Teams knows is shown as Teams shows it: %j', (markdown, html) => {
  expect(markdownToHtml(markdown)).toBe(html);
});

test.each([
  ['<b>x</b>', '<p>&#60;b&#62;x&#60;/b&#62;</p>'],
  ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
  ['[x](https://a.b/"onclick=1)', '<p><a href="https://a.b/&#34;onclick=1">x</a></p>'],
  ['\\*not bold\\* \\- \\[x\\](https://a.b)', '<p>&#42;not bold&#42; &#45; &#91;x&#93;(https://a.b)</p>'],
])('untrusted text stays text: %j', (markdown, html) => {
  expect(markdownToHtml(markdown)).toBe(html);
});
