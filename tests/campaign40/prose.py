"""Bodies of the invented papers: unlike each other, and the same on every machine."""

from __future__ import annotations

import random
from typing import Final

_PARTS: Final = (
    """
    清早 雨后 夜里 午间 周末 霜降前 开春时 赶集日 傍晚 麦收间 雪停后 起风时 停电那晚 鸡叫头遍 日头偏西
    天刚亮 汛期里 入伏以来 霜重的早晨 月底 节前 半晌 散会以后 晌午过后 暑气最盛 一场透雨过后
    """,
    """
    老会计 放羊的二叔 隔壁大娘 年轻徒弟 值班员 种菜人 女教师 摆渡老汉 仓库保管 退伍兵 养蜂户 木匠师傅 卖豆腐的
    修鞋匠 村医 邮递员 瓦工 接线员 磨坊伙计 管水员 护林人 返乡青年 货车司机 缝纫女工 挑水的孩子 唱戏班主
    """,
    """
    翻着 数着 量过 守着 说起 扛来 擦亮 记下 拆开 捧出 问到 指着 推开 补好 抬走 递来 晾晒 叠齐 念完 称准
    摸出 围住 点着 画出 扶正 找回
    """,
    """
    旧台账 半袋麦种 那截水管 一摞收据 褪色的旗 断腿马扎 漏雨屋角 磅秤砝码 铜铃铛 油印教案 桥头石碑 一串钥匙
    泛黄的榜 三张欠条 温热茶缸 新配的锁 破皮篮球 一筐鸡蛋 生锈犁铧 半截粉笔 窗台药瓶 麻绳头 借书证 老式算盘
    雨衣纽扣 黑板擦
    """,
    """
    急不得 亮堂了 脸上发烫 越想越深 功夫在平日 办法藏民间 少说多做 先听后讲 不嫌琐碎 规矩护人 细处见真 账算长远
    快慢有度 苦中有甜 肩头一沉 心服口服 看清短处 不再犹豫 睡得踏实 话要算数 路靠人走 眼界开了 理顺了头绪
    懂得分寸 记住本分 方知不易
    """,
    """
    下月补上 回头兑现 从头改起 立张字据 当面答复 挂墙对照 隔周验收 逐户回访 分工到人 抄送一份 留底备查 再试一回
    定个期限 写进日程 请人评判 交给专人 讲给学员 托人捎信 列入清单 动手就做 约好时辰 另找空档 补齐手续 归还原处
    添置一套 画成图样
    """,
)
_STOCK: Final = tuple(tuple(part.split()) for part in _PARTS)


def paragraphs(seed: str, count: int = 3) -> list[str]:
    """Return paragraphs of three sentences; the same seed gives the same words."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    orders = [chance.sample(part, len(part)) for part in _STOCK]
    sentences = [
        _sentence([order[number] for order in orders]) for number in range(count * 3)
    ]
    return ["".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3)]


def _sentence(words: list[str]) -> str:
    when, who, does, what, learnt, next_step = words
    return f"{when}，{who}{does}{what}，{learnt}，{next_step}。"


def opening(kind: str, book: str) -> str:
    """Return the sentence a paper of a kind begins with."""
    return {
        "note": f"这个月读了{book}，摘下几处，也写下自己的话。",
        "plan": "为把今年的学习安排妥当，列出内容、时间和办法。",
        "心得": "这段时间学下来，有几句实在话想说。",
        "文章": "工作久了，有些想法愿意拿出来商量。",
        "调研": "前后走访二十余户，座谈三次，把看到的写在下面。",
        "lecture": "同志们：今天这堂课，从身边的事讲起。",
        "letter": "兹证明来稿一篇已被《漳河日报》采用，特此证明。",
    }.get(kind, "现将有关事项写明如下。")
