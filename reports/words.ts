import type { CheckKind, CheckStatus, Report } from '../grader/report.ts'
import type { ReportText } from '../grader/text.ts'

type Words = Record<string, ReportText>

export const statusWords: Record<CheckStatus, ReportText> = {
  passed: { en: 'passed', zh: '通过' },
  failed: { en: 'failed', zh: '未通过' },
  blocked: { en: 'waiting', zh: '等待' },
  'not-attempted': { en: 'not written yet', zh: '尚未编写' },
  'timed-out': { en: 'timed out', zh: '超时' },
  'student-error': { en: 'error in the code', zh: '代码出错' },
  inconclusive: { en: 'could not be judged', zh: '无法判定' },
  'grader-error': { en: 'the grader’s own fault', zh: '评分器自身故障' },
}

export const kindWords: Record<CheckKind, ReportText> = {
  values: { en: 'values', zh: '数值' },
  precision: { en: 'precision', zh: '精度' },
  gradient: { en: 'gradient', zh: '梯度' },
  property: { en: 'property', zh: '性质' },
  accuracy: { en: 'accuracy', zh: '准确率' },
  timing: { en: 'timing', zh: '用时' },
  curve: { en: 'loss curve', zh: '损失曲线' },
}

export const authorityWords: Record<Report['authority'], ReportText> = {
  practice: { en: 'practice run', zh: '练习评分' },
  official: { en: 'official grade', zh: '正式成绩' },
}

export const isolationWords: Record<Report['isolation'], ReportText> = {
  os: { en: 'walls of the operating system', zh: '操作系统级隔离' },
  process: { en: 'a separate process only', zh: '仅独立进程' },
}

export const dataWords: Record<'cifar10' | 'drawn' | 'none', ReportText> = {
  cifar10: { en: 'CIFAR-10', zh: 'CIFAR-10' },
  drawn: { en: 'drawn stand-in images', zh: '程序绘制的替代图像' },
  none: { en: 'none needed', zh: '不需要' },
}

export const words = {
  report: { en: 'Grading report', zh: '评分报告' },
  skip: { en: 'Skip to the report', zh: '跳到报告正文' },
  language: { en: 'Language', zh: '语言' },
  score: { en: 'Score', zh: '得分' },
  points: { en: 'points', zh: '分' },
  noGrade: { en: 'No grade', zh: '未能评分' },
  next: { en: 'What to do next', zh: '下一步' },
  parts: { en: 'The parts', zh: '各部分' },
  overview: { en: 'All checks at a glance', zh: '检查一览' },
  measured: { en: 'What was measured', zh: '实测情况' },
  where: { en: 'Where', zh: '位置' },
  sourceOf: { en: 'Your source', zh: '你的源代码' },
  printed: { en: 'Printed by your code during this check', zh: '你的代码在此检查中的输出' },
  printedShort: { en: 'Printed', zh: '输出' },
  cut: { en: '(cut here: there was more)', zh: '（此处截断，后面还有）' },
  again: { en: 'Run just this case again', zh: '只重跑这一例' },
  note: { en: 'Note', zh: '说明' },
  notes: { en: 'Notes', zh: '说明' },
  toldAbove: { en: 'Explained at the top of this page', zh: '说明见本页开头' },
  seeAbove: { en: 'see above', zh: '见上文' },
  provenance: { en: 'How this report came about', zh: '本报告的由来' },
  authority: { en: 'Authority', zh: '性质' },
  isolation: { en: 'Isolation', zh: '隔离' },
  seed: { en: 'Seed', zh: '随机种子' },
  data: { en: 'Data', zh: '数据' },
  tool: { en: 'Graded by', zh: '评分工具' },
  runtime: { en: 'Runtime', zh: '运行环境' },
  course: { en: 'Course', zh: '课程版本' },
  calibration: { en: 'Calibration', zh: '校准' },
  submission: { en: 'Submission', zh: '提交' },
  sha256: { en: 'SHA-256 of its files', zh: '文件的 SHA-256' },
  started: { en: 'Started (UTC)', zh: '开始时间（UTC）' },
  took: { en: 'Took', zh: '耗时' },
  formula: { en: 'Formula', zh: '公式' },
  lesson: { en: 'What was wrong', zh: '原来错在哪里' },
  passedChecks: { en: 'Passed', zh: '已通过' },
  table: { en: 'The numbers as a table', zh: '以表格查看数值' },
  practiceMeaning: {
    en: 'A practice run shows where you stand; the grade itself is computed on the instructor’s side.',
    zh: '练习评分只反映当前水平；正式成绩由教师一侧计算。',
  },
  allDone: { en: 'Nothing is left to do: every point is earned.', zh: '没有要做的了：已获得全部分数。' },
  allJudgedDone: {
    en: 'Nothing to mend: every point that could be judged is earned.',
    zh: '没有需要修改的：所有能判定的分数都已获得。',
  },
  notChecked: { en: 'no checks in this run', zh: '本次没有检查' },
  actual: { en: 'Yours', zh: '你的结果' },
  expected: { en: 'Expected', zh: '应为' },
  difference: { en: 'Difference', zh: '差' },
  index: { en: 'Index', zh: '下标' },
  analytic: { en: 'Your backward', zh: '你的反向传播' },
  numeric: { en: 'Numeric gradient', zh: '数值梯度' },
  tolerance: { en: 'Tolerance', zh: '容差' },
  verdict: { en: 'Verdict', zh: '判定' },
  right: { en: 'right', zh: '正确' },
  wrong: { en: 'wrong', zh: '错误' },
  step: { en: 'Step', zh: '步' },
  loss: { en: 'Loss', zh: '损失' },
  yourLoss: { en: 'Your loss', zh: '你的损失' },
  referenceLoss: { en: 'Reference', zh: '参考实现' },
  quantity: { en: 'Quantity', zh: '项目' },
  value: { en: 'Value', zh: '值' },
  measurement: { en: 'Measurement', zh: '测量' },
  ratio: { en: 'Time, relative to the reference', zh: '用时（相对参考实现）' },
  median: { en: 'Median', zh: '中位数' },
  budget: { en: 'Budget', zh: '上限' },
  yourTime: { en: 'Your call', zh: '你的一次调用' },
  referenceTime: { en: 'Reference call', zh: '参考实现的一次调用' },
  accuracy: { en: 'Accuracy', zh: '准确率' },
  yourAccuracy: { en: 'Yours', zh: '你的' },
  referenceAccuracy: { en: 'Reference', zh: '参考实现' },
  targetAccuracy: { en: 'Needed', zh: '要求' },
  floorAccuracy: { en: 'Known mistakes stay below', zh: '已知的错误都低于' },
  testImages: { en: 'Test images', zh: '测试图像数' },
  wrongMark: { en: 'framed cell: wrong entry', zh: '带框的格：错误的元素' },
  positiveMark: { en: 'blue: above zero', zh: '蓝：大于零' },
  negativeMark: { en: 'orange: below zero', zh: '橙：小于零' },
  crossMark: { en: 'cross: wrong entry', zh: '叉：错误的元素' },
  dotMark: { en: 'dot: right entry', zh: '点：正确的元素' },
  diagonal: { en: 'dashed line: where both agree', zh: '虚线：两者相等处' },
} satisfies Words

/** "1 check", "2 checks". */
function checks(count: number): string {
  return `${count} ${count === 1 ? 'check' : 'checks'}`
}

/** Sentences with something to fill in. */
export const sentences = {
  points: (score: string, max: string): ReportText => ({ en: `${score} of ${max} points`, zh: `${score} / ${max} 分` }),
  verdictFailed: (failed: number, total: number): ReportText => ({
    en: `${failed} of ${checks(total)} did not pass`,
    zh: `${total} 项检查中有 ${failed} 项未通过`,
  }),
  verdictNotAttempted: (count: number): ReportText => ({
    en: count === 1 ? '1 function is not written yet' : `${count} functions are not written yet`,
    zh: `${count} 个函数尚未编写`,
  }),
  verdictWaiting: (count: number): ReportText => ({
    en: count === 1 ? '1 check waits for another' : `${count} checks wait for others`,
    zh: `${count} 项检查在等待其他检查`,
  }),
  verdictPassed: (total: number): ReportText => ({
    en: total === 1 ? 'The check passed' : `All ${total} checks passed`,
    zh: `${total} 项检查全部通过`,
  }),
  verdictGraderErrors: (count: number): ReportText => ({
    en: `${checks(count)} could not be graded through the grader’s own fault`,
    zh: `${count} 项检查因评分器自身故障未能评分`,
  }),
  inconclusive: (points: string): ReportText => ({
    en: `${points} ${points === '1' ? 'point' : 'points'} could not be judged, for a reason outside your code; they are left out of the score and of its maximum`,
    zh: `有 ${points} 分因代码以外的原因无法判定，已从得分和满分中一并扣除`,
  }),
  errorCode: (code: string): ReportText => ({ en: `Error code: ${code}`, zh: `错误代码：${code}` }),
  waitsFor: (count: number, id: string, points: string): ReportText => ({
    en: `${checks(count)} (${points} ${points === '1' ? 'point' : 'points'}) ${count === 1 ? 'waits' : 'wait'} for ${id}`,
    zh: `${count} 项检查（${points} 分）在等待 ${id}`,
  }),
  sameAs: (id: string): ReportText => ({ en: `the same message as ${id}`, zh: `与 ${id} 的说明相同` }),
  passedCount: (count: number): ReportText => ({ en: `${checks(count)} passed`, zh: `${count} 项检查通过` }),
  footer: (authority: string, isolation: string, duration: string): ReportText => ({
    en: `${authority}, isolated by ${isolation}, ${duration}`,
    zh: `${authority}，隔离方式：${isolation}，耗时 ${duration}`,
  }),
  line: (line: number, column: number): ReportText => ({
    en: `line ${line}, column ${column}`,
    zh: `第 ${line} 行第 ${column} 列`,
  }),
  entriesTitle: (tensor: string): ReportText =>
    tensor === ''
      ? { en: 'Your result against the expected', zh: '你的结果与应有结果' }
      : { en: `${tensor}: your result against the expected`, zh: `${tensor}：你的结果与应有结果` },
  entries: (wrong: number, total: number, index: string, actual: string, expected: string): ReportText => ({
    en: `${wrong} of ${total} entries ${wrong === 1 ? 'is' : 'are'} wrong; the largest difference is at ${index}: ${actual} where ${expected} is expected.`,
    zh: `${total} 个元素中有 ${wrong} 个错误；差别最大的在 ${index}：得到 ${actual}，应为 ${expected}。`,
  }),
  entriesWindow: (rows: string, columns: string): ReportText => ({
    en: `Shown: rows ${rows}, columns ${columns} of the result.`,
    zh: `图中显示结果的第 ${rows} 行、第 ${columns} 列。`,
  }),
  entriesTable: (shown: number, wrong: number): ReportText => ({
    en: `The ${shown} worst of ${wrong} wrong entries`,
    zh: `${wrong} 个错误元素中差别最大的 ${shown} 个`,
  }),
  gradientTitle: (tensor: string): ReportText =>
    tensor === ''
      ? { en: 'Your gradient against the numeric one', zh: '你的梯度与数值梯度' }
      : { en: `${tensor}: your gradient against the numeric one`, zh: `${tensor}：你的梯度与数值梯度` },
  gradient: (wrong: number, total: number, index: string, analytic: string, numeric: string): ReportText => ({
    en: `${wrong} of ${total} entries ${wrong === 1 ? 'is' : 'are'} wrong; at ${index} your backward gives ${analytic}, the numeric gradient is ${numeric}.`,
    zh: `${total} 个元素中有 ${wrong} 个错误；在 ${index} 处你的反向传播给出 ${analytic}，数值梯度为 ${numeric}。`,
  }),
  notNumbers: (count: number): ReportText => ({
    en: `${count} ${count === 1 ? 'entry is no finite number and stands' : 'entries are no finite numbers and stand'} only in the table.`,
    zh: `有 ${count} 个元素不是有限的数，只列在表格中。`,
  }),
  gradientTable: (shown: number, total: number): ReportText => ({
    en: `${shown} of ${total} entries, the worst first`,
    zh: `${total} 个元素中的 ${shown} 个，差别大的在前`,
  }),
  curveTitle: { en: 'Loss at each step', zh: '每一步的损失' },
  curve: (steps: number, actual: string, expected: string): ReportText => ({
    en: `After ${steps} ${steps === 1 ? 'step' : 'steps'} your loss is ${actual}, the reference’s ${expected}.`,
    zh: `${steps} 步之后你的损失为 ${actual}，参考实现为 ${expected}。`,
  }),
  curveParts: (step: number): ReportText => ({
    en: `The two curves part at step ${step}.`,
    zh: `两条曲线从第 ${step} 步开始分开。`,
  }),
  timingTitle: { en: 'Processor time against the budget', zh: '处理器用时与上限' },
  timing: (median: string, budget: string, count: number): ReportText => ({
    en: `Your code takes ${median} times the reference’s processor time (median of ${count}); the budget is ${budget} times.`,
    zh: `你的代码用了参考实现 ${median} 倍的处理器时间（${count} 次测量的中位数）；上限为 ${budget} 倍。`,
  }),
  accuracyTitle: { en: 'Accuracy on the test images', zh: '测试图像上的准确率' },
  accuracy: (accuracy: string, reference: string, needed: string, images: number): ReportText => ({
    en: `Your network is right on ${accuracy} of ${images} test images, the reference on ${reference}; ${needed} is needed.`,
    zh: `你的网络在 ${images} 张测试图像上的准确率为 ${accuracy}，参考实现为 ${reference}；要求达到 ${needed}。`,
  }),
} satisfies Record<string, ReportText | ((...parts: never[]) => ReportText)>

/** Sentences and half sentences run together, each in its own language. */
export function joined(texts: readonly ReportText[]): ReportText {
  return { en: `${texts.map((text) => text.en).join('; ')}.`, zh: `${texts.map((text) => text.zh).join('；')}。` }
}
