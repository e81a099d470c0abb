/** Owns the text by which an applicant later lets one lender query their credit report; must not know how it is published. */
import { bankA, tenant } from './parties.ts';

const lender = bankA.legalName;

/** Asked for only once a lender has taken the intention up (two stages): no form of the demo holds it. */
export const creditQueryNotice = {
  id: 'credit-query-bank-a',
  kind: 'credit_query',
  locale: 'zh-CN',
  title: `个人信用报告查询授权书（${lender}）`,
  summary: `我授权${lender}为审核我本次提出的贷款申请，向中国人民银行征信中心查询我的信用报告一次。`,
  recipients: [bankA.id],
  bureaus: ['中国人民银行征信中心（运行金融信用信息基础数据库）'],
  creditPurpose: 'loan_review',
  validity: { days: 90, maxQueries: 1 },
  minReadingSeconds: 10,
  blocks: [
    {
      type: 'paragraph',
      strong: true,
      text: '请在签署前阅读全文。查询会在您的信用报告中留下一条记录，请确认需要之后再签署。您可以不同意，也可以在签署后撤回。',
    },
    { type: 'heading', text: '授权给谁' },
    {
      type: 'paragraph',
      text: `被授权人是${lender}（统一社会信用代码 91350100M000100Y43，示例；地址：${bankA.address}）。${tenant.name}只转达您的授权，不查询、不接收、不保存您的信用报告。`,
    },
    { type: 'heading', text: '授权做什么' },
    {
      type: 'list',
      items: [
        '查询您本人的个人信用报告，来源是中国人民银行征信中心运行的金融信用信息基础数据库',
        '只用于审核您本次提出的贷款申请',
        '最多查询一次，自签署之日起90日内有效；贷款申请未获批准、您撤回申请或者撤回本授权的，授权即告终止',
      ],
    },
    { type: 'heading', text: '本授权不包含什么' },
    {
      type: 'paragraph',
      strong: true,
      text: '本授权不包含向征信机构报送您的信息，也不包含贷后管理等另外的查询；需要时，由该机构另行取得您的书面授权。',
    },
    { type: 'heading', text: '怎样保存' },
    {
      type: 'paragraph',
      text: '信用报告在中华人民共和国境内保存和处理，不提供给其他单位或个人，不向境外提供。',
    },
    { type: 'heading', text: '您的权利' },
    {
      type: 'list',
      items: [
        '每年可以向中国人民银行征信中心获取两次本人信用报告，不收取费用',
        '认为信息有错误、遗漏的，可以提出异议；对方自收到之日起20日内书面答复',
        '认为合法权益受到侵害的，可以向中国人民银行的派出机构投诉，该机构自受理之日起30日内书面答复；也可以直接起诉',
      ],
    },
    { type: 'heading', text: '责任和说明' },
    {
      type: 'paragraph',
      strong: true,
      text: `${lender}超出本授权查询或者使用您的信用信息的，由其承担法律责任。签署前对条款有疑问的，可以要求${lender}解释说明。`,
    },
  ],
  purposes: [`${lender}审核本次贷款申请`],
  infoKinds: ['身份信息', '贷款和信用卡的账户及还款记录', '公共记录', '查询记录'],
  retention: `授权书保存3年，用于证明您作出过的选择。信用报告由${lender}保存：未发放贷款的，自审核结束之日起30日内删除；已发放贷款的，保存至结清之日起3年。`,
  refusal: `${lender}无法审核本次贷款申请；不影响您已提交的登记，也不影响您向别的机构申请。`,
  withdrawal: `在授权回执页面撤回，或者联系${lender}，无需说明理由。撤回后不再查询；撤回前已经进行的查询仍然有效。`,
  contact: `${lender}：${bankA.contact}`,
};
