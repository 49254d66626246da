"""Whether a few characters read like a Chinese name, where no roster can tell."""

from __future__ import annotations

import re

from doctools.text.segment import frequency

_SINGLE = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
    "陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎雷龙史陶贺毛段郝顾龚邵万覃武钱戴严莫孔常汤康易乔赖文施洪辛柴"
    "牛温齐庞颜葛季尚祝俞章鲁申翟樊聂焦左甘祁耿佟涂靳安岳桑阮柏桂霍裴路裘柳栾凌梅盛童费冀卜项纪屈卞池邢冉殷甄宫娄鲍"
    "苗蒲滕褚解原厉关"
)
_DOUBLE = frozenset(
    (
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "司徒",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "夏侯",
        "端木",
        "长孙",
        "宇文",
    )
)
_NOT_IN_NAMES = frozenset(
    "的了在于我们是与及或等对从把被其这那么什怎不得体会笔记调研报告员支部总结计划材料读感想考"
    "第号期季度稿版档件最终改初打上下外关加提做落践谈析议制办"
)
_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
        高度 高举 高效 高尚 高速 方案 方法 方向 方针 安全 安排 安定
        时间 文化 文明 文章 文字 成长 党性 严格 严肃 严明 温暖 和谐
        平安 路线 马上 万事 石油 水利 经验 经济 管理 任务 应用 黄河
        江山 卫生 宣传 余额 国庆 明确 向前 向上 常态 常规 金融 金山
        白云 毛泽 史料 史实 易经 康复 农村 左右 关爱 关怀 关心 关注
        原创 原因 原则 解放 解读 解析 章程 项目 纪律 纪念 童年 盛世
        安心 安居 田野 田园 龙头 陆续 夏季 冬季 秋季 春季 钟声 金色
        梅花 桂花 柳树 石头 江南 河北 华北 邢台 邯郸 马列 毛选 任职
        任命 康庄 施工 施政 程序 贺词 贺信 万里 万家 万众 严守 何谓
        何为 高标准 高质量 安全生 向雷锋 向沈浩 马克思 于都县 文艺 季刊
        祝贺 祝福 秦皇岛 乔迁 龙江 江苏 江西 云南 方志敏 温饱 杨善洲
        雷锋 孔子 孟子 庄子 老子 毛主席 邓小平 孔繁森 沈浩 安阳 温州
        常州 金华 安徽 武安 石家庄 武汉 郑州 徐州 柳州 贺州 康定 安庆
        安顺 龙岩 莫斯科 温县 鲁山 夏津 于都 江泽民 胡锦涛 习近平 焦裕禄
        党建 党史 党课 王进喜 史记 论语 易中天 高尔基 鲁迅 路遥 莫言 巴金
        """,
    )
)
"""Common words, book titles and people one writes about that begin like a surname."""


def looks_like_name(text: str) -> bool:
    """Tell whether 2 to 4 characters read like a person's name.

    Only a surname of the usual list counts and no character that names hardly hold, so
    that a topic is not taken for a person. A doubtful case is no name.
    """
    if text in _WORDS:
        return False
    given = text[2:] if text[:2] in _DOUBLE else text[1:] if text[:1] in _SINGLE else ""
    if not 1 <= len(given) <= 2 or any(mark in _NOT_IN_NAMES for mark in given):
        return False
    return all("\u4e00" <= mark <= "\u9fff" for mark in text)


_EVERYDAY = 300
"""How often a word must stand in the frequency list to be an everyday word; 李四 has 100."""


def is_topic(name: str) -> bool:
    """Tell whether a name is what papers are about more often than a person: 党建."""
    return name in _WORDS


def is_everyday_word(name: str) -> bool:
    """Tell whether a name is also a word of its own: 高峰, 杨柳."""
    # of three characters the list's commonest are famous people's names
    return len(name) == 2 and frequency(name) >= _EVERYDAY
