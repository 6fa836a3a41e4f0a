"""Random text for generated documents, and its division into runs."""

import re

HAN = ("春耕备耕", "水库", "管网", "改造", "项目", "推进", "全县", "乡镇", "会议", "部署", "检查", "安全", "生产", "河道", "清淤", "学校", "体育馆",
       "开工", "竣工", "验收", "资金", "拨付", "到位", "群众", "满意", "试点", "经验", "推广", "夜市", "灯光", "老街", "修缮", "图书", "巡展", "医共体",
       "门诊", "社保", "窗口", "延时", "服务", "苗木", "栽植", "成活率", "茶园", "采摘", "直播", "订单", "冷链", "仓库", "货车", "高速", "出口")
VERBS = ("完成了", "启动", "通过", "落实", "研究", "听取", "加快", "保障", "化解", "建立", "公布", "更新")
LATIN = ("Wi-Fi", "GDP", "PM2.5", "e-mail", "Office", "Python", "5G", "IPv6", "COVID-19", "km/h", "App", "Q&A", "A4", "ISO 9001")
RARE = ("䶮", "𠮷", "𣲗", "𫖮", "𬴂", "㎡", "①", "Ⅳ", "ā", "é", "Ω", "℃", "‰", "×", "±")
MARKS = ("，", "，", "，", "；", "、", "：")
LONG = ("——", "……")
ENDS = ("。", "。", "。", "！", "？")
MARKUP = ("*重点*", "**重点**", "[详见]{附件}", "[甲](乙)", "#标题", "`代码`", "<b>", "&amp;", "~~删~~", "$5", "\\n", "{{名}}", "_下划线_")


class Words:
    """A source of clauses."""

    def __init__(self, random):
        self.random = random

    def word(self):
        """A few words of Chinese without marks."""
        r = self.random
        return r.choice(HAN) + r.choice(VERBS) + r.choice(HAN) + r.choice(HAN)

    def clause(self):
        r = self.random
        text = self.word()
        chance = r.random()
        if chance < 0.15:
            text += r.choice(LATIN)
        elif chance < 0.25:
            text += f"{r.randint(1, 9999)}{r.choice(('人', '亩', '%', '万元', '.5公里', '名'))}"
        elif chance < 0.32:
            text += r.choice(RARE) + r.choice(HAN)
        elif chance < 0.4:
            text = f"“{text}”"
        elif chance < 0.46:
            text = f"《{text}》"
        elif chance < 0.52:
            text += f"（{self.word()}）"
        elif chance < 0.58:
            text += r.choice(LONG) + r.choice(HAN)
        return text

    def sentence(self, most=5):
        r = self.random
        text = self.clause()
        for _ in range(r.randint(0, most)):
            text += r.choice(MARKS) + self.clause()
        return text + r.choice(ENDS)

    def heading(self):
        """Text without a mark at its end."""
        return self.word() + self.random.choice(HAN)

    def divided(self, text):
        """text in pieces. Some boundaries are where a reader may go wrong: inside a
        Latin word or number, between the halves of a mark, beside a character outside
        the Basic Multilingual Plane."""
        r = self.random
        risky = [m.start() + 1 for m in re.finditer(r"(?<=.)(?=——|……)|[A-Za-z0-9](?=[A-Za-z0-9.])|—(?=—)|…(?=…)|[“《（]|.(?=[\U00010000-\U0010FFFF])|[\U00010000-\U0010FFFF]", text)]
        cuts = {r.randint(1, len(text)) for _ in range(r.randint(0, 4))}
        cuts |= {at for at in risky if r.random() < 0.4}
        at, pieces = 0, []
        for cut in sorted(cuts | {len(text)}):
            if cut > at:
                pieces.append(text[at:cut])
                at = cut
        return pieces or [""]
