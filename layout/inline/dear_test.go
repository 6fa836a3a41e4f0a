package inline

import (
	"slices"
	"strings"
	"testing"

	"jianbao/layout/frame"
)

// TestDearBreaks: the prices of breaks that are allowed and better avoided (RULES
// 1.5).
func TestDearBreaks(t *testing.T) {
	for text, want := range map[string]int32{
		"始于1954|年秋":             priceUnit,
		"共100|万元":               priceMultiple,
		"共 100 |万元":             priceMultiple,
		"第|六次会议":                priceInNumber,
		"第|3次会议":                priceInNumber,
		"第 |3 次会议":              priceInNumber,
		"第二|十八条":                priceInNumber,
		"第二十二|次会议":              priceHanUnit,
		"第二十二|回合":               priceHanUnit,
		"第一|时间公开":               0,
		"其二十二|次会议":              priceHanUnit,
		"第二十二|这样":               0,
		"第（四）|项所列":              priceHanUnit,
		"第（12）|项所列":             priceHanUnit,
		"见（四）|项目":               0,
		"处3万|元以上罚款":             priceUnit,
		"处 3 万|元以上罚款":           priceUnit,
		"共2.5亿|人次":              priceUnit,
		"千千万万|个家庭":              0,
		"执行 GB |3838 标准":        priceUnit,
		"编号108|由办公室":            priceCounter,
		"热线（0571）|86201234":     priceTelephone,
		"热线 (0571) |86201234":   priceTelephone,
		"热线：400 |820 8820":      priceTelephone,
		"热线：+86 |571 8620 1234": priceTelephone,
		"热线：+1 |21 5550":        priceTelephone,
		"热线：400 820 |8820":      priceTelephone,
		"手机：138 |0000 0000":     priceTelephone,
		"电话86201234|转8023":      priceUnit,
		"电话86201234转|8023":      priceUnit,
		"见附件（2026）|86201234":    0,
		"共 12 |345 人":           priceInNumber,
		"产值1 |234.56亿元":         priceInNumber,
		"共 12 |34 人":            0,
		"第 0 |345 页":            0,
		"版本 5.2 |345 号":         0,
		"及第|者六人":                0,
		"版本 Linux |6 已发布":       priceModel,
		"新款 iPhone |17 与":       priceModel,
		"自 since |2024 起":       0,
		"读 Linux |内核":           0,
		"监护人赵|*宁":               priceUnit,
		"依据县教发|〔2027〕16号":       priceUnit,
		"依据县教发〔2027〕|16号":       priceUnit,
		"依据附件|〔甲〕办理":            0,
		"监护人赵*|宁":               priceUnit,
		"丁类|**为抽检":              priceUnit,
		"罚三百|五十元":               priceInNumber,
		"减四万|六千元":               priceInNumber,
		"住几|百户人家":               priceInNumber,
		"十|几户人家":                priceInNumber,
		"占百|分之八":                priceInNumber,
		"占百分|之八":                priceInNumber,
		"占百分之|八":                priceInNumber,
		"占百分之|8":                priceInNumber,
		"高百|分点":                 0,
		"分之|八":                  0,
		"这部分|之三":                0,
		"罚七|万元":                 priceMultiple,
		"罚七十|亿元":                priceMultiple,
		"共8.2|亿斤":               priceMultiple,
		"罚三十|元":                 priceHanUnit,
		"罚七万|元":                 priceHanUnit,
		"二〇二六|年":                priceHanUnit,
		"约几十|户":                 priceHanUnit,
		"统一|项目":                 0,
		"五一|期间":                 0,
		"第七|十二条":                priceInNumber,
		"好转|三成":                 0,
		"天地|玄黄":                 0,
		"2024年|8月":              0,
		"https://a.example/|b":  priceAddress,
	} {
		p, at := atomAt(t, text, Settings{Autospace: 250})
		class := brkAllow
		if want == priceTelephone {
			class = brkNumber
		}
		if a := p.atoms[at-1]; a.after != class || a.price != want {
			t.Errorf("%s: class %d, price %d, want %d, %d", text, a.after, a.price, class, want)
		}
	}
}

// TestUnitOnTheNextLine: a line is opened by 1/25 em rather than closed up with a number
// whose unit begins the next line; a unit is parted from its number where else the line
// would be loose (RULES 1.5).
func TestUnitOnTheNextLine(t *testing.T) {
	opened := "县统计局今天公布，上半年全县经济运行平稳，各镇据核算，2024年达到三十六亿元，比上年增长百分之八，投入总量居全市第二位。"
	if got := joined(setAt(t, opened, 28, plain)); strings.Contains(got, "2024|年") {
		t.Error(got)
	}
	parted := "全县粮食产量202411223344万斤。"
	if got := joined(setAt(t, parted, 13, plain)); !strings.Contains(got, "44|万斤") {
		t.Error(got)
	}
}

// TestNumbersStayWhole: a line is opened by up to ⅛ em rather than a number in Han is
// divided, or parted from 万 or from its unit; where that does not fill it, the number is
// divided (RULES 1.5).
func TestNumbersStayWhole(t *testing.T) {
	for _, c := range []struct {
		text  string
		milli int64
		first string
	}{
		// Twelve Han before the number: eleven gaps take 1.375 em.
		{"天地玄黄宇宙洪荒日月盈昃二百元寒来暑往秋收冬藏", 13_300, "天地玄黄宇宙洪荒日月盈昃"},
		{"天地玄黄宇宙洪荒日月盈昃六万元寒来暑往秋收冬藏", 13_300, "天地玄黄宇宙洪荒日月盈昃"},
		{"天地玄黄宇宙洪荒日月盈昃5万元寒来暑往秋收冬藏", 12_750, "天地玄黄宇宙洪荒日月盈昃"},
		{"天地玄黄宇宙洪荒日月盈昃第七条寒来暑往秋收冬藏", 13_300, "天地玄黄宇宙洪荒日月盈昃"},
		{"天地玄黄宇宙洪荒日月盈昃百分之七寒来暑往秋收冬", 13_300, "天地玄黄宇宙洪荒日月盈昃"},
		{"天地玄黄宇宙洪荒日月盈昃第四百二十条寒来暑往秋", 14_500, "天地玄黄宇宙洪荒日月盈昃第四"},
	} {
		p := roundParagraph(t, c.text, Settings{})
		if got := p.Break(milli(c.milli))[0].Text; got != c.first {
			t.Errorf("%s at %d: %s, want %s", c.text, c.milli, got, c.first)
		}
	}
}

// TestTelephoneStaysWhole: at every measure that holds it, and in every place, a
// telephone number is not divided, even where the line before it is left ragged for
// that; in lines that do not hold it it is divided between its groups.
func TestTelephoneStaysWhole(t *testing.T) {
	ragged := 0
	for _, number := range []string{"400 820 8820", "（0571）86201234", "138 0000 0000", "+86 571 8620 1234"} {
		for n := 10; n < 60; n++ {
			text := strings.Repeat("各村如有疑问请在工作时间，与镇政府联系并说明情况，", 4)
			text = string([]rune(text)[:n]) + "，热线：" + number + "，传真同号，工作日受理。"
			for _, measure := range []int{10, 30} {
				lines := setAt(t, text, measure, bodySettings(songFont()))
				if !strings.Contains(joined(lines), number) {
					t.Errorf("%s is divided in %d em: %s", number, measure, joined(lines))
				}
				if slices.ContainsFunc(lines, func(l frame.Line) bool { return l.Repair == frame.RepairRagged }) {
					ragged++
				}
			}
		}
		lines := joined(setAt(t, "镇里便民热线："+number+"受理。", 5, bodySettings(songFont())))
		if strings.Contains(lines, number) {
			t.Errorf("%s stands in a line of 5 em: %s", number, lines)
		}
		for _, group := range strings.FieldsFunc(number, func(r rune) bool { return r == ' ' || r == '）' }) {
			if !strings.Contains(lines, group) {
				t.Errorf("the group %s is divided in 5 em: %s", group, lines)
			}
		}
	}
	if ragged == 0 {
		t.Error("no line had to be left ragged")
	}
}

// TestNamesStayWhole: the names of a list are not divided, whatever the measure;
// other enumerations may be (RULES 11.4).
func TestNamesStayWhole(t *testing.T) {
	names := []string{"周国清", "吴建华", "郑丽萍", "王燕", "冯志强", "陈晓东", "褚文彬", "欧阳若水", "蒋立新", "沈春", "韩少杰"}
	for _, between := range []string{"、", "　", " "} {
		list := strings.Join(names, between)
		for em := 10; em <= 42; em++ {
			lines := setAt(t, "出席："+list+"。", em, bodySettings(songFont()))
			for _, name := range names {
				if got := joined(lines); !strings.Contains(got, name) {
					t.Errorf("%d em: %s is divided: %s", em, name, got)
				}
			}
		}
	}
	spread := []string{"王　明", "李　华", "张丽丽", "欧阳文华", "赵小刚", "钱　进", "孙　悦", "周　平"}
	for _, between := range []string{"　　", "、", "　　　"} {
		for em := 8; em <= 42; em++ {
			lines := setAt(t, "一等奖："+strings.Join(spread, between), em, bodySettings(songFont()))
			for _, name := range spread {
				if !strings.Contains(joined(lines), name) || !slices.ContainsFunc(lines, func(l frame.Line) bool { return strings.Contains(l.Text, name) }) {
					t.Errorf("%d em: %s is divided: %s", em, name, joined(lines))
				}
			}
		}
	}
	for _, text := range []string{"查清底数、补齐短板、从严监管、夯实基础", "周国清、吴建华、郑丽萍", "王　明　李　华　张　丽　赵　刚", "总　则　　分　则　　附　则　　附　件"} {
		if p := prepare(t, text, plain); p.ranks>>brkName&1 != 0 {
			t.Errorf("%s: a list of names", text)
		}
	}
}

// TestTildes: ~ between numbers is ～, and extracted as it was typed (RULES 1.5).
func TestTildes(t *testing.T) {
	for text, wide := range map[string]bool{
		"气温5~8度":                      true,
		"占10%~20%":                    true,
		"温度-3℃~-1℃":                   true,
		"价格 5 ~ 8 元":                  true,
		"水质为Ⅲ~Ⅳ类":                     true,
		"水质为III~IV类":                  true,
		"2021~2025年":                  true,
		"约~5人":                        false,
		"目录~/2021":                    false,
		"见http://a.example/~1/2~3页":   false,
		"文件report_2021~2025_new.xlsx": false,
		"文件a/1~2":                     false,
		"range 5~8 of it":             false,
		"短名PROGRA~1":                  false,
		"等级MIX~IV":                    true,
		"等级MIXER~IV":                  false,
	} {
		p := prepare(t, text, plain)
		found := false
		for i := range p.atoms {
			a := &p.atoms[i]
			if p.text[a.from] != '~' {
				continue
			}
			g := p.glyphs[a.g0]
			if p.text[g.from:g.to] != "~" && p.text[g.from:g.to] != "~ " {
				t.Errorf("%s: extracted as %q", text, p.text[g.from:g.to])
			}
			found = found || a.class == cTilde
		}
		if found != wide {
			t.Errorf("%s: wide %v, want %v", text, found, wide)
		}
	}
}

// TestBlanksBetweenNames: the U+3000 between the names of a list open before the
// gaps inside the names; those between other words do not (RULES 11.4).
func TestBlanksBetweenNames(t *testing.T) {
	for text, want := range map[string]bool{
		"高渠成　柳岸青　石塘　孙大有　王春灌　李闸　赵水平": true,
		"天地玄黄宇　宙洪荒日月　盈昃辰宿列　张寒来暑":    false,
	} {
		line := roundParagraph(t, text, Settings{Autospace: 250}).Break(milli(15_400))[0]
		opened := false
		for i, g := range line.Glyphs[1:] {
			opened = opened || g.X-line.Glyphs[i].X-line.Glyphs[i].Advance > 0 && g.X-line.Glyphs[i].X < 3*roundEm/2
		}
		if line.Repair == frame.RepairRagged || opened == want {
			t.Errorf("%s: %s, gaps open: %v", line.Text, line.Repair, opened)
		}
	}
}
