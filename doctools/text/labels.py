"""The words before a name that say what the person did: wrote, spoke, or only checked.

`layout` finds the lines by them, `members` reads whose names count.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", text))


PEN = frozenset({"执笔", "执笔人", "主笔", "主笔人"})
"""Who held the pen stands first among the authors."""


def _signed(words: frozenset[str]) -> frozenset[str]:
    """Return the words with their other forms: 学习者, 学习人签名, 学习人签字."""
    doers = {word for word in words if word.endswith("人")} - {"本人"}
    doers |= {word.removesuffix("人") + "者" for word in doers}
    named = doers | (words & {"作者", "本人", "党员", "学员"})
    signed = {word + end for word in named for end in ("签名", "签字", "姓名")}
    return words | doers | signed


_PAPERS = (
    "心得",
    "体会",
    "报告",
    "材料",
    "文章",
    "笔记",
    "总结",
    "稿件",
    "论文",
    "本文",
)
_BY = ("撰写人", "撰写", "撰稿人", "撰稿", "执笔人", "执笔", "作者", "起草人")
_PAPER_BY = frozenset(paper + doer for paper in _PAPERS for doer in _BY)
"""心得撰写人, 材料执笔: the paper named with who wrote it."""

WRITERS = _PAPER_BY | _signed(
    PEN
    | _words("""
    作者 本文作者 文章作者 作者姓名 姓名 党员姓名 学员姓名 署名 签名 党员签名 本人签名 作者签名 本人 撰稿 撰稿人 撰写 撰写人 撰文 撰文人 编写 编写人 起草 起草人
    文 图文 写作人 写稿人 汇报人 剖析人 自查人 对照检查人 述职人 述学人 述廉人 述法人 总结人 计划人 承诺人 申请人 检讨人 笔记人 投稿 投稿人 供稿 供稿人 笔者
    阅读人 读书人 学习人 读者 心得人 体会人 党员 学员 课题组 调研组 课题组组长 课题组副组长 课题组成员 课题组负责人 课题负责人 课题组长 课题主持人
    调研组组长 调研组副组长 调研组成员 调研组长 调研人 调研人员 调查人 调查人员 课题成员 组长 副组长 成员 组员 合著 合作者 第一作者 第二作者 第三作者
    记者 本报记者 特约记者 实习记者 特约通讯员 本报通讯员 通讯员 报道员 报道 报道组
    """)
)
"""The name that follows is an author's."""

SPEAKERS = _words(
    "主讲 主讲人 讲课人 授课人 宣讲 宣讲人 报告人 发言人 演讲人 主讲教师 主讲老师"
)
"""Whoever spoke wrote the script; of notes taken by a listener he is no author."""

DEPUTIES = _words(
    "代笔 代笔人 代写 代写人 代交 代交人 代报 代报人 代转 代拟 代发 转交 转交人"
)
"""Somebody acted for somebody else: a person decides who the author is."""

OTHERS = _words("""
    审核 审核人 审稿 审稿人 审阅 审阅人 审定 审定人 审签 审签人 审批 审批人 审查 审查人 核稿 核稿人 核对 校对 校对人 校稿 校核 复核 复核人 初审 终审
    签发 签发人 签字 签收 会签 批准 批准人 打印 打印人 打字 打字员 印刷 录入 录入人 排版 制表 制表人 填表 填表人 填报人 报送 报送人 上报 上报人 呈报 抄送 主送
    联系人 联系电话 联系方式 联系 电话 手机 手机号 手机号码 邮箱 电子邮箱 地址 通讯地址 邮编 传真 身份证号 身份证 身份证号码 微信
    记录 记录人 记录员 整理 整理人 统稿 统稿人 主办 承办 协办 主持 主持人 参加 参加人 参加人员 参会人员 参与人员 出席 出席人员 列席 列席人员 缺席 缺席人员 请假 到会人员 与会人员 应到 实到
    指导 指导人 指导教师 指导老师 辅导教师 辅导老师 导师 班主任 顾问 总顾问 策划 统筹 责任编辑 责编 本期责编 编辑 编审 主编 副主编 编委 监制
    摄影 摄影者 摄 图 图片 供图 配图 插图 制图 绘图 负责人 责任人 分管领导 主管领导 领导签字 领导批示 批示 批阅 批阅人 阅批 点评 点评人 评语 评阅人 评阅 评分 评分人 评定人
    检查人 检查人员 督查人 督查人员 推荐 推荐人 推荐单位 证明人 见证人 介绍人 入党介绍人 培养联系人 培养人 监督人 谈话人 谈话对象 收稿 收稿人 收件人 接收人 登记人 经办人 经手人
    帮扶人 帮扶对象 受访人 受访者 采访对象 被采访人 访谈对象 调查对象 传达人 听课人 译者 翻译 原著 原作者 原文作者 著者 主人公 人物
    """)
"""The name that follows is nobody's who wrote the paper."""

SELF_EXAMINERS = _words("检查人 自我检查人")
"""In a paper on one's own faults whoever examined wrote; elsewhere he inspected."""

PLACES = _words(
    "单位 单位名称 支部名称 党支部名称 所属单位 作者单位 供稿单位 投稿单位 报送单位 填报单位 工作单位 所在单位 支部 所在支部 所属支部 党支部 所在党支部 所属党支部 党组织 所在党组织 部门 科室 所在部门 学校 村 社区"
)
"""A branch or office follows."""

DETAILS = _words("""
    时间 日期 写作时间 完成时间 完稿时间 成稿时间 撰写时间 提交时间 交稿时间 上交时间 学习时间 学习日期 阅读时间 阅读日期 填写日期 汇报时间 活动时间 会议时间 填表时间 填报时间 职务 职称 职业 性别
    民族 政治面貌 出生年月 出生日期 出生时间 入党时间 入党日期 参加工作时间 转正时间 学历 文化程度 年龄 籍贯 班级 学号 编号 序号 题目 标题 课题 题 书名 书目 所读书目 阅读书目
    图书名称 出版社 出版单位 出版时间 地点 学习地点 关键词 摘要 主题 类别 类型 字数 备注 页码 版次 刊号
    组别 批次 期次 期数 班次 字号 得分 成绩 分数 等级 等次 支部意见 党支部意见 党委意见 领导意见 审核意见 审批意见 组织意见 单位意见 批语
    """)
"""What follows is no name at all."""

BOOK_LABELS = _words("书名 书目 所读书目 阅读书目 图书名称 出版社 出版单位 出版时间")
"""Beside these, 作者 may be the author of the book."""

BIOGRAPHY = "作者简介"
"""The first name that follows is the author's, the rest tells his life."""

ALL = WRITERS | SPEAKERS | DEPUTIES | OTHERS | PLACES | DETAILS | {BIOGRAPHY}


LEADING = (WRITERS | SPEAKERS | PLACES) - _words(
    "党员 学员 读者 本人 成员 组员 组长 副组长 文 图文 报道 记者 部门 科室 学校 村 社区 党组织"
)
"""Labels that make a line one on the authors wherever it stands in the head of a paper."""


def spaced(words: frozenset[str]) -> str:
    """Return a pattern for any of the words, blanks allowed between characters."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    # \s knows the wide blank too; a set of characters would compile ten times as long
    return "|".join(r"\s*".join(word) for word in longest_first)


LABELLED = re.compile(rf"[\s　]*[（(【\[]?[\s　]*(?P<label>{spaced(ALL)})[\s　]*[：:]")
"""A line that begins with a label and a colon."""
