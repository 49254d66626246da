"""The columns of every kind of table and the headings they stand under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from doctools.messages.lists import joined

_BRANCH: Final = (
    "支部 党支部 所在支部 所在党支部 所属支部 所属党支部 支部名称 党支部名称 党组织 "
    "所在党组织 所属党组织 党组织名称 组织 组织名称 单位 所在单位 工作单位 单位名称 部门"
)
_OWN_BRANCH: Final = "支部 党支部 所在支部 所在党支部 所属支部 所属党支部 支部名称"
_PERSON: Final = "姓名 名字 党员姓名 成员 人员 党员"
_NUMBER: Final = "编号 党员编号 人员编号 工号 人员代码"
_ALIASES: Final = "别名 曾用名 其他写法 又名 简称 别称"
_FILE: Final = "文件 文件名 路径 文件路径 文件名称 稿件"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one kind of table.

    Attributes:
        synonyms: for each field the headings it may stand under, the best first.
        required: fields without which the table says nothing.
        spread: required fields that may instead be spread over several columns, one
            for each month, exam or day.
        beside: fields required where they are spread.
    """

    synonyms: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    spread: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def _columns(
    required: str, spread: str = "", beside: str = "", /, **headings: str
) -> Columns:
    return Columns(
        synonyms={field: tuple(words.split()) for field, words in headings.items()},
        required=tuple(required.split()),
        spread=tuple(spread.split()),
        beside=tuple(beside.split()),
    )


COLUMNS: Final[Mapping[str, Columns]] = {
    "roster": _columns(
        "name",
        name=_PERSON,
        branch=_BRANCH,
        posts="职务 党内职务 担任职务 现任职务 岗位",
        party_member="是否党员 党员身份 政治面貌 是否为党员",
        aliases=_ALIASES,
        joined="加入日期 加入时间 转入日期 转入时间 调入日期 调入时间 入职日期",
        left="离开日期 离开时间 转出日期 转出时间 调出日期 调出时间 离职日期",
        number=_NUMBER,
    ),
    "organisations": _columns(
        "name",
        name=f"名称 {_BRANCH}",
        kind="类别 类型 单位类别 组织类别 性质",
        aliases=_ALIASES,
        centre_group="中心组 是否中心组 理论学习中心组",
    ),
    "outlets": _columns(
        "name kind level",
        name="名称 刊名 报刊 报刊名称 报刊名 媒体 媒体名称",
        kind="类别 类型 报刊类别",
        level="级别 层级 报刊级别",
        aliases=_ALIASES,
        cn="CN号 CN 刊号 国内刊号 统一刊号",
        sponsor="主办单位 主办 主办者",
        accepted="认可 是否认可",
        valid_from="有效期起 起始日期 有效期自",
        valid_to="有效期止 截止日期 有效期至",
    ),
    "books": _columns(
        "title",
        title="书名 书目 推荐书目 图书 名称",
        month="月份 月 推荐月份 时间",
        aliases=_ALIASES,
    ),
    "themes": _columns(
        "name",
        name="主题 专题 主题名称 专题名称 名称 题目 课题",
        aliases=_ALIASES,
        organisation=_BRANCH,
        first="开始日期 开始时间 开始 起始日期 起",
        last="结束日期 结束时间 结束 截止日期 止",
    ),
    "events": _columns(
        "day kind",
        "day kind",
        "attendees",
        day="日期 时间 活动日期 活动时间 学习日期",
        kind="类型 类别 活动类型 形式 活动类别",
        topic="主题 题目 内容 学习内容 培训内容 活动主题",
        organisation=f"组织 主办 举办单位 组织单位 {_BRANCH}",
        attendees="参加人 参加人员 参加 出席 出席人员 签到 签到人员 姓名",
        speakers="主讲人 主讲 讲课人 报告人 授课人",
        role="身份 角色",
    ),
    "exams": _columns(
        "name score",
        "score",
        name=_PERSON,
        branch=_BRANCH,
        number=_NUMBER,
        subject="科目 考试科目 考试名称 考试",
        day="日期 考试日期 时间 考试时间",
        score="成绩 分数 得分 考试成绩",
    ),
    "days": _columns(
        "name days",
        "days",
        name=_PERSON,
        branch=_BRANCH,
        number=_NUMBER,
        day="月份 月 日期 时间",
        days="天数 调研天数 下基层天数 日数",
    ),
    "marks": _columns(
        "subject item result",
        subject=f"对象 评定对象 姓名 名称 {_PERSON}",
        branch=_BRANCH,
        number=_NUMBER,
        item="指标 评定指标 项目 评定项目",
        result="结果 评定结果 结论 评定",
        given_by="评定人 评定者 评议人 签认人",
        day="日期 评定日期 时间",
        reason="理由 说明 依据 评定理由",
    ),
    "assignments": _columns(
        "path",
        path=_FILE,
        name="作者 姓名 署名 作者姓名 成员 人员",
        branch=_OWN_BRANCH,
        number=_NUMBER,
        organisation="单位 组织 党组织 单位名称 组织名称 报送单位",
        document_type="类型 文种 类别 稿件类型",
        period="月份 计入月份 所属月份 月 时间 日期",
        outlet="报刊 刊物 刊名 报刊名称 发表报刊 发表刊物 登载报刊",
    ),
    "decisions": _columns(
        "decision by",
        path=f"{_FILE} 作品编号 文件/作品编号",
        subject=f"对象 {_PERSON} 名称",
        branch=_BRANCH,
        number=_NUMBER,
        item="事项 指标 项目",
        decision="决定 决定内容 处理决定 结论 处理意见",
        by="决定人 签认人 认定人 批准人",
        on="日期 决定日期 时间",
        reason="理由 原因 说明",
        basis="依据",
    ),
}
"""Columns that are read. ID and telephone columns are not among them on purpose."""


def expected(columns: Columns, field: str) -> str:
    """Return the headings under which a field may stand."""
    return joined(columns.synonyms[field][:4])
