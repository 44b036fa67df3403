import { hostConfig } from './host-config.js';
import { markdownToHtml } from './markdown.js';

const { AdaptiveCard, HostConfig } = globalThis.AdaptiveCards;
const element = (id) => document.getElementById(id);
const posts = element('posts');

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdownToHtml(text);
  result.didProcess = true;
};

const stream = new EventSource('/cards');
stream.addEventListener('open', () => showState(true));
stream.addEventListener('error', () => showState(false));
stream.addEventListener('all', ({ data }) => {
  posts.replaceChildren(...JSON.parse(data).map(postOf).reverse());
  showCount();
});
stream.addEventListener('card', ({ data }) => {
  posts.prepend(postOf(JSON.parse(data)));
  showCount();
});

function showState(isLive) {
  element('live').classList.toggle('on', isLive);
  element('state').textContent = isLive ? 'Live' : 'The inbox is not running';
}

function showCount() {
  const count = posts.children.length;
  element('empty').hidden = count > 0;
  document.title = count > 0 ? `(${count}) Teams inbox` : 'Teams inbox';
}

function postOf({ outcome, card, reasons, bytes, receivedAt }) {
  const post = element('post').content.cloneNode(true).firstElementChild;
  const time = post.querySelector('time');
  time.dateTime = receivedAt;
  time.textContent = timeOf(new Date(receivedAt));
  time.title = new Date(receivedAt).toLocaleString();
  post.classList.add(outcome);
  post.querySelector('.box').append(outcome === 'posted' ? rendered(card) : refusal(reasons));
  post.querySelector('summary').textContent = `JSON, ${sizeOf(bytes)}`;
  post.querySelector('details').addEventListener('toggle', showJson, { once: true });
  return post;

  function showJson() {
    post.querySelector('pre').textContent = JSON.stringify(card, null, 2) ?? 'The message held no card.';
  }
}

function rendered(json) {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(hostConfig);
  card.onExecuteAction = (action) => {
    if (action.url) window.open(action.url, '_blank', 'noopener');
  };
  card.parse(json);
  return card.render() ?? document.createTextNode(json.fallbackText ?? '');
}

function refusal(reasons) {
  const heading = document.createElement('h2');
  heading.textContent = 'Teams did not show this card';
  const list = document.createElement('ul');
  list.append(
    ...reasons.map((reason) => {
      const item = document.createElement('li');
      item.textContent = reason;
      return item;
    }),
  );
  const parts = document.createDocumentFragment();
  parts.append(heading, list);
  return parts;
}

function timeOf(date) {
  const isToday = date.toDateString() === new Date().toDateString();
  const time = { hour: '2-digit', minute: '2-digit' };
  return date.toLocaleString([], isToday ? time : { ...time, day: 'numeric', month: 'short' });
}

function sizeOf(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`;
}
