export declare function markdownToHtml(text: string): string;
