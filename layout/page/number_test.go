package page

import (
	"strings"
	"testing"

	"jianbao/content"
)

func TestHanNumber(t *testing.T) {
	for n, want := range map[int]string{1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 35: "三十五", 99: "九十九", 105: "一〇五"} {
		if got := hanNumber(n); got != want {
			t.Errorf("%d = %s, want %s", n, got, want)
		}
	}
	for n := 1; n < 100; n++ {
		if back, rest := readNumber(hanNumber(n)); back != n || rest != "" {
			t.Errorf("%s read as %d", hanNumber(n), back)
		}
	}
}

func TestHeadingNumber(t *testing.T) {
	for s, want := range map[string]int{
		"一、背景": 1, "　十二、背景": 12, "（三）经过": 3, "(3)经过": 3, "（４）": 4, "１２．人员": 12, "4. 人员": 4, "4．人员": 4, "5、人员": 5, "6)": 6, "〔七〕": 7,
		"第三章 总则": 3, "第十条": 10, "1.2 范围": 1, "1.2.3 范围": 1,
		"背景": 0, "一定要抓紧": 0, "十年磨一剑": 0, "3.5亿元": 0, "2024年": 0, "第一": 0, "": 0, "（试行）": 0, "第三方检测": 0, "（一": 0,
	} {
		n, ok := headingNumber(s, 0, 0)
		if ok != (want > 0) || ok && n != want {
			t.Errorf("%q = %d, %v; want %d", s, n, ok, want)
		}
	}
}

// TestOtherNumber: numbers in other forms than those of GB/T 9704 are typed numbers, too,
// and words that begin with a figure have none.
func TestOtherNumber(t *testing.T) {
	for _, c := range []struct {
		text        string
		last, above int
		want        int
	}{
		{"③防汛", 0, 0, 3}, {"㉒ 值班", 0, 0, 22}, {"❷水库", 0, 0, 2}, {"㈣渠道", 0, 0, 4}, {"⒌泵站", 0, 0, 5}, {"㊲堤防", 0, 0, 37}, {"⓬坝", 0, 0, 12},
		{"B. 水情", 0, 0, 2}, {"C、雨情", 0, 0, 3}, {"d) 工情", 0, 0, 4}, {"（E）灾情", 0, 0, 5}, {"Ｆ．险情", 0, 0, 6},
		{"Ⅲ. 防汛", 0, 0, 3}, {"Ⅳ 抗旱", 0, 0, 4}, {"VI、水库", 0, 0, 6}, {"IX. 渠道", 0, 0, 9}, {"XII. 堤防", 0, 0, 12},
		{"贰、防汛", 0, 0, 2}, {"拾壹 抗旱", 0, 0, 11}, {"叁．水库", 0, 0, 3}, {"【7】渠道", 0, 0, 7},
		{"第三，抓防汛", 0, 0, 3}, {"第二阶段：清淤", 0, 0, 2}, {"第4部分：附录", 0, 0, 4},
		{"三 防汛", 0, 0, 3}, {"六　抗旱", 0, 0, 6}, {"七：水库", 0, 0, 7}, {"十一 渠道", 10, 0, 11}, {"八，堤防", 0, 0, 8},
		{"3 防汛", 0, 0, 3}, {"02 抗旱", 0, 0, 2}, {"４　水库", 0, 0, 4}, {"5：渠道", 0, 0, 5}, {"2 人员", 1, 0, 2}, {"1 项目", 0, 0, 1}, {"3 GIS系统", 2, 0, 3}, {"4 个人防护", 0, 0, 4},
		{"2.3水库", 0, 2, 2}, {"3.2026年安排", 0, 0, 3},
		{"2025年防汛", 0, 0, 0}, {"4G信号", 0, 0, 0}, {"一体推进", 0, 0, 0}, {"三大渠道", 0, 0, 0}, {"六一 活动", 0, 0, 0}, {"十一 值班", 0, 0, 0}, {"三 八妇女节", 0, 0, 0},
		{"6 月水情", 0, 0, 0}, {"6 个水库", 5, 0, 0}, {"12 项措施", 3, 0, 0}, {"5 G基站", 0, 0, 0}, {"45 行代码", 0, 0, 0}, {"50 % 完成", 0, 0, 0}, {"2025 年安排", 0, 0, 0}, {"8：30值班", 0, 0, 0}, {"2.3水库", 0, 1, 0}, {"3.8妇女节", 0, 0, 0},
		{"A股行情", 0, 0, 0}, {"A级景区", 0, 0, 0}, {"Q：为什么", 0, 0, 0}, {"U.S. 标准", 0, 0, 0}, {"Ⅱ类水", 0, 0, 0}, {"IT、通信", 0, 0, 0}, {"壹号院", 0, 0, 0}, {"第一书记：高渠", 0, 0, 0}, {"第一时间到岗", 0, 0, 0}, {"十：三", 0, 0, 10},
	} {
		n, ok := headingNumber(c.text, c.last, c.above)
		if ok != (c.want > 0) || ok && n != c.want {
			t.Errorf("%q after %d: %d, %v; want %d", c.text, c.last, n, ok, c.want)
		}
	}
}

// TestUnnumbered: where typed numbers contradict those that the theme would add, none are
// added at that level.
func TestUnnumbered(t *testing.T) {
	for _, c := range []struct {
		headings string // a # for each level, a blank and the text; parted by |
		want     [4]bool
	}{
		{"# 概况|# 问题|# 打算", [4]bool{}},
		{"# 一、概况|# 问题|# 三、打算", [4]bool{}},
		{"# 一、概况|# 问题|# 二、打算", [4]bool{true}},
		{"# 前言|# 一、概况|# 二、打算", [4]bool{true}},
		{"# 一、概况|## 甲|## （一）乙|# 二、打算|## 丙|## 丁", [4]bool{false, true}},
		{"# 一、概况|## （一）甲|# 二、打算|## 乙|## （二）丙", [4]bool{}},
		{"# 1. 概况|# 背景|# 2. 打算", [4]bool{true}},
		{"# 第一部分 概况|# 背景", [4]bool{true}},
		{"# ①概况|# ②打算", [4]bool{}},
		{"### 1. 甲|### 乙|### 3. 丙|#### （1）丁|#### 戊", [4]bool{}},
	} {
		var blocks []content.Block
		for _, h := range strings.Split(c.headings, "|") {
			marks, text, _ := strings.Cut(h, " ")
			blocks = append(blocks, &content.Heading{Level: len(marks), Inlines: []content.Inline{content.Run{Value: text}}})
		}
		if got := unnumbered(blocks); got != c.want {
			t.Errorf("%s: %v, want %v", c.headings, got, c.want)
		}
	}
}
