/** Owns the list of all words of a notice, each with its path; must not judge them. */
import { type Searched, searchedInSteps } from '../../contract/find-phrase.ts';
import type { Steps } from '../../contract/steps.ts';
import type { NoticeDraft } from './notice-schema.ts';

export interface NoticeText {
  path: string;
  text: string;
}

const single = ['title', 'summary', 'retention', 'refusal', 'withdrawal', 'contact'] as const;
const lists = ['purposes', 'infoKinds', 'bureaus'] as const;

/** Every text that the applicant is shown, in reading order. */
export function textsOf(draft: NoticeDraft): NoticeText[] {
  const [title, ...others] = single.flatMap((path) => {
    const text = draft[path];
    return text === undefined ? [] : [{ path, text }];
  });
  const blocks = draft.blocks.flatMap((block, at) =>
    block.type === 'list'
      ? block.items.map((text, item) => ({ path: `blocks.${at}.items.${item}`, text }))
      : [{ path: `blocks.${at}.text`, text: block.text }],
  );
  const listed = lists.flatMap((list) =>
    (draft[list] ?? []).map((text, at) => ({ path: `${list}.${at}`, text })),
  );
  return [...(title === undefined ? [] : [title]), ...blocks, ...listed, ...others];
}

export interface SearchedText {
  path: string;
  words: Searched;
}

/** All of them made ready to be searched. */
export function* searchedTexts(draft: NoticeDraft): Steps<SearchedText[]> {
  const texts: SearchedText[] = [];
  for (const { path, text } of textsOf(draft)) texts.push({ path, words: yield* searchedInSteps(text) });
  return texts;
}
