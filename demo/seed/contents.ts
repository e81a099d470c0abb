/** Owns the demo's article for sharing; must not know how it is saved or shown. */
import { campaigns } from './campaigns.ts';

export const contents = [
  {
    id: 'how-to-read-apr',
    kind: 'article',
    title: '年化利率怎么看：先看口径，再比数字',
    blocks: [
      {
        type: 'paragraph',
        text: '同一笔贷款，用单利和用内部收益率（IRR）算出来的数字并不一样。看懂口径，才能把几家的报价放在一起比较。',
      },
      { type: 'heading', text: '两种口径差在哪里' },
      {
        type: 'paragraph',
        text: '单利按最初借到的本金计算；IRR把每月已经还掉的本金也算进去。按月等额还款的贷款，IRR会高于单利。',
      },
      { type: 'heading', text: '签合同前问清三件事' },
      {
        type: 'list',
        items: ['利息之外还有哪些费用，由谁收取', '提前还款怎样计算', '逾期会有什么后果'],
      },
    ],
    campaign: campaigns[0]?.id,
  },
];
