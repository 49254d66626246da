"""The kind of a document: the head noun of a Chinese title stands last.

The rightmost keyword of the title wins, after a trailing bracket is dropped; body, file
name and folder are further voices (`analyse`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_RULES = (
    ("读书笔记", r"读书(?:笔记|心得|体会|札记)(?:体会)?|读书摘记"),
    (
        "读后感",
        r"[读观]《[^》]+》(?:一书)?(?:有感|后感|的?感想|的?感悟)|读.{1,20}有感|[读观]后感想?|读后$|读《[^》]+》$",
    ),
    ("学习笔记", r"学习笔记"),
    ("学习心得", r"(?:学习)?心得(?:体会)?|学习体会|体会$|有感$|感悟$|感想$"),
    (
        "学习体会文章",
        r"学习体会文章|(?:几点|一点|若干)?(?:思考|看法|认识)$|思考与(?:建议|对策|实践)$|之我见$",
    ),
    (
        "调研报告",
        r"(?:调研|调查|考察|课题)(?:情况|结果|工作)?的?报告|调研(?:文章|材料)|调查(?:与|和)?(?:的)?思考|调研(?:与|和)思考",
    ),
    ("个人学习计划", r"(?:个人)?(?:自学|学习)计划"),
    (
        "培训计划",
        r"(?:培训|教育|轮训)计划|(?:支部|中心组|党委|全镇|全体|集中|党员|单位)(?:(?!个人)[^，。]){0,8}学习计划",
    ),
    ("党课讲稿", r"党课(?:讲稿|讲义|提纲|教案|课件|讲课稿|稿)|讲党课"),
    (
        "报告讲稿",
        r"(?:辅导|形势|专题)报告(?:会)?(?:讲稿|稿)?|宣讲稿|讲话稿|演讲稿|讲稿$|^(?!认真学习|学习|贯彻).*讲话$|宣讲提纲",
    ),
    (
        "对照检查材料",
        r"对照检查(?:材料|提纲)?|自我剖析(?:材料)?|剖析材料|党性分析(?:材料)?|检查材料|批评意见",
    ),
    (
        "民主生活会发言",
        r"(?:民主|组织)生活会(?:(?!对照检查|制度|记录|通知|方案|总结|通报)[^，。]){0,12}发言(?:提纲|材料|稿)?",
    ),
    (
        "工作总结",
        r"(?:工作)?(?:总结|小结)(?:报告)?|述[职学廉法](?:述[职学廉法])*(?:报告)?|工作汇报|汇报材料",
    ),
    ("思想汇报", r"思想汇报"),
    (
        "会议记录",
        r"会议(?:记录|纪要)|(?:学习|活动|研讨|讨论|生活会|党课|座谈会?|支部大会|支委会|党小组会|会)记录|纪要$|签到表?|记录簿?$",
    ),
    (
        "经验材料",
        r"经验(?:交流)?(?:材料|做法|总结)?$|经验(?:交流)?材料|交流材料|交流发言(?:材料|稿)?",
    ),
    ("典型材料", r"典型材料|先进事迹(?:材料)?|事迹材料|典型事迹"),
    ("宣传稿件", r"宣传(?:稿件?|报道|材料)|新闻稿|通讯稿|信息稿|简报"),
    ("专栏材料", r"专栏(?:材料|稿件?|内容)?$|专栏材料|专题栏目|学习园地|墙报|板报"),
    ("推进规划", r"规划(?:纲要)?$"),
    ("实施方案", r"(?:实施|活动|工作|行动)?方案$|实施方案|活动方案|工作方案"),
    ("轮训制度", r"轮训(?:制度|办法)"),
    ("民主生活会制度", r"(?:民主|组织)生活会(?:制度|办法|规定)"),
    ("重大事项报告制度", r"重大(?:事项|事件|问题)(?:请示)?报告的?(?:制度|办法|规定)"),
    ("民主评议党员制度", r"(?:民主评议党员|党员民主评议|民主评议)(?:制度|办法|规定)"),
    ("学习制度", r"学习(?:(?!轮训)[^，。的]){0,6}(?:制度|办法|规定)$|学习制度"),
    ("规章制度", r"(?:制度|办法|规定|细则|规则|条例)(?:（试行）)?$"),
    (
        "领导小组文件",
        (
            r"(?:成立|调整|充实)[^，。]{0,30}(?:领导小组|协调小组|工作小组|领导机构)(?:成员)?(?:的)?(?:通知|决定|名单|意见)?$"
            r"|(?:领导|协调)小组(?:成员)?(?:名单|组成人员|文件)$"
        ),
    ),
    (
        "督查通报",
        r"情况(?:的)?通报|(?:督查|督导|检查|抽查|考核|巡查)[^，。]{0,12}通报|督查通报",
    ),
    ("通报", r"通报$"),
    ("督查记录", r"(?:督查|督导|检查|巡查)(?:工作)?(?:记录|台账|登记表?)"),
    (
        "发表证明",
        r"(?:用稿|录用|采用|刊登|发表|采稿)(?:证明|通知书?|函)|刊物封面|剪报|目录页|版权页",
    ),
    ("考试成绩表", r"成绩(?:表|单|汇总表?|册|一览表)|试卷|答题卡"),
    ("通知", r"通知$"),
    ("意见", r"(?:实施|指导|若干)?意见$"),
    ("决定", r"决[定议]$"),
    ("公告", r"(?:公告|公报|通告)$"),
    ("请示", r"请示$"),
    ("批复", r"批复$|复函$"),
    ("函", r"函$"),
    ("命令", r"(?:命令|(?<!司)令)$"),
    ("议案", r"议案$"),
    ("报告", r"报告$"),
)
"""Type and the keywords of its titles; of two that end together the longer one wins."""

DOCUMENT_TYPES: tuple[str, ...] = tuple(name for name, _ in _RULES)
"""Every type a document may have and a criteria file may name."""

_KEYWORDS = tuple((name, re.compile(pattern)) for name, pattern in _RULES)
_ESSAY = re.compile(
    r"^(?:浅谈|浅析|浅议|浅论|试论|试析|略论|略谈|谈谈|漫谈|论(?![语坛]))"
)
_BRACKET = re.compile(r"[（(【\[〔]([^（()）【】\[\]〔〕]*)[）)】\]〕]\s*$")
_TAIL = re.compile(
    r"(?:[\s　。.·\-—_－]+|之[一二三四五六七八九十]+|[\d一二三四五六七八九十]{1,2}|第.{1,3}[篇期份])$"
)
_BOOK = re.compile(r"《[^》]*》")
_OTHER_HEAD = re.compile(
    r"(?:发言|[^讲投用来]稿|[^文证]书|表|信|词|单|诗|歌|传|剧本|报道|倡议|邀请)$"
)
_SPACES = re.compile(r"[\s　]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one source says of the type.

    Attributes:
        document_type: one of `DOCUMENT_TYPES`.
        text: the words it was read from.
        strong: whether the words stand where a title's head noun stands.
    """

    document_type: str
    text: str
    strong: bool


def title_voice(title: str) -> Voice | None:
    """Return the type of a title with the keyword it rests on.

    A keyword that does not stand at the end of the title (让读书笔记活起来) and does not
    open it as an essay (浅谈……) is a weak voice.
    """
    plain = _BOOK.sub(_hide, drop_tail(_SPACES.sub("", title)))
    if found := rightmost_keyword(plain):
        name, start, end = found
        if end == len(plain):
            return Voice(document_type=name, text=plain[start:end], strong=True)
    if essay := _ESSAY.match(plain):
        return Voice(document_type="学习体会文章", text=essay[0], strong=True)
    if found:
        return Voice(document_type=name, text=plain[start:end], strong=False)
    return None


def bracket_voice(title: str) -> Voice | None:
    """Return what the bracket at a title's end says: 永葆先进性（党课讲稿）."""
    bracket = _BRACKET.search(title)
    found = title_voice(bracket[1]) if bracket else None
    return (
        Voice(document_type=found.document_type, text=found.text, strong=False)
        if found
        else None
    )


def drop_tail(title: str) -> str:
    """Return a title without trailing brackets, dashes and ordinals."""
    while True:
        shorter = _TAIL.sub("", _BRACKET.sub("", title))
        if shorter in (title, ""):
            return title
        title = shorter


def ends_as_another(title: str) -> bool:
    """Tell whether a title's head noun is of no known type: 心得交流会发言稿, 承诺书."""
    return _OTHER_HEAD.search(drop_tail(_SPACES.sub("", title))) is not None


def _hide(book: re.Match[str]) -> str:
    """Return a book's title with its words hidden: they say nothing of the paper."""
    return "《" + "□" * (len(book[0]) - 2) + "》"


def rightmost_keyword(text: str) -> tuple[str, int, int] | None:
    """Return type, start and end of the keyword that ends last, the longest of equals."""
    found = [
        (match.end(), -match.start(), -order, name)
        for order, (name, keyword) in enumerate(_KEYWORDS)
        for match in keyword.finditer(text)
    ]
    if not found:
        return None
    end, start, _, name = max(found)
    return name, -start, end
