package layout_test

import (
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// typedLines returns a paragraph for each text, with hard breaks at "\n".
func typedLines(texts ...string) (out []content.Block) {
	for _, text := range texts {
		p := &content.Paragraph{}
		for i, line := range strings.Split(text, "\n") {
			if i > 0 {
				p.Inlines = append(p.Inlines, content.Break{})
			}
			p.Inlines = append(p.Inlines, content.Run{Value: line})
		}
		out = append(out, p)
	}
	return out
}

// edges returns the distance of each of some texts from the left edge of their lines.
func edges(t *testing.T, doc *frame.Document, texts ...string) (out []unit.Abs) {
	t.Helper()
	for _, text := range texts {
		found := false
		for _, page := range doc.Pages {
			for _, item := range page.Items {
				l, ok := item.(*frame.Line)
				if !ok || !strings.Contains(l.Text, text) || found {
					continue
				}
				at := strings.Index(l.Text, text)
				for _, g := range l.Glyphs {
					if at == 0 {
						out, found = append(out, g.X), true
						break
					}
					at -= len(g.Text)
				}
			}
		}
		if !found {
			t.Fatalf("no %q", text)
		}
	}
	return out
}

// TestFieldsAligned: the fields of consecutive lines begin below each other, and the
// text stays as typed (RULES 11.3).
func TestFieldsAligned(t *testing.T) {
	th := themed(t, "bulletin")
	em := th.Body.Size
	for _, test := range []struct {
		name  string
		lines []string
		texts []string // that begin the same distance from the left
		at    unit.Abs // that distance; 0: not checked
		apart bool     // they do not
	}{
		{"second", []string{"主　　办：县信访局　　　　　地　　点：一楼", "预约电话：0000-712 3360　　　预约邮箱：xinfang@example.cn", "接待时间：周一　　接待人数：二十"}, []string{"地　　点", "预约邮箱", "接待人数"}, 0, false},
		{"the longest and the narrowest blank", []string{"主编：周平　　校对：王燕", "责任编辑：欧阳文华　　　　美术：李明"}, []string{"校对", "美术"}, 11 * em, false},
		{"third", []string{"主编：周平　　校对：王燕　　印数：二百", "责任编辑：吴华　　美术：欧阳文华　　价格：免费"}, []string{"印数", "价格"}, 0, false},
		{"tabs", []string{"主编：周平\t校对：王燕", "责任编辑：欧阳文华\t美术：李明"}, []string{"校对", "美术"}, 0, false},
		{"hard breaks", []string{"主编：周平　　校对：王燕\n责任编辑：吴华　　美术：李明"}, []string{"校对", "美术"}, 0, false},
		{"a line alone", []string{"主编：周平　　校对：王燕", "责任编辑是欧阳文华", "责任编辑：吴华　　美术：李明"}, []string{"校对", "美术"}, 0, true},
		{"too wide", []string{"主编：周平　　校对：" + strings.Repeat("王", 20), "责任编辑：" + strings.Repeat("吴", 15) + "　　美术：李明"}, []string{"校对", "美术"}, 0, true},
		{"no labels", []string{"会议听取了汇报　　并作了安排", "大家表示　　要抓好落实"}, []string{"并作了", "要抓好"}, 0, true},
		{"times are no labels", []string{"上午9:30　　下午2:30", "周一上午9:30　　周一下午2:30"}, []string{"下午2", "周一下午"}, 0, true},
		{"an empty field keeps its blanks", []string{"申请人：　　　　　　　　　　日期：三月", "联系电话：8023　　地址：城关"}, []string{"日期", "地址"}, 14 * em, false},
	} {
		a := article("标题")
		a.Body = slices.Concat(typedLines(strings.Repeat("下列事项，", 9)+"如下。"), typedLines(test.lines...), typedLines("以上各项。"))
		is := bulletinOf(section("要闻", a))
		doc, found := compose(t, is, th)
		if len(found) > 0 {
			t.Fatal(found)
		}
		at := edges(t, doc, test.texts...)
		for i := range at {
			if i > 0 && (at[i] == at[0]) == test.apart || test.at > 0 && at[i] != test.at {
				t.Errorf("%s: %q at %v", test.name, test.texts[i], at)
			}
		}
		opt := pictured(is, th)
		for _, v := range check.Document(doc, opt) {
			t.Errorf("%s: %s", test.name, v)
		}
		if test.apart || len(test.texts) > 2 {
			continue
		}
		for _, page := range doc.Pages { // one field moved
			for _, item := range page.Items {
				if l, ok := item.(*frame.Line); ok && strings.Contains(l.Text, test.texts[1]) {
					moved := slices.Clone(l.Glyphs)
					for k := range moved {
						if moved[k].X >= at[1] {
							moved[k].X += em
						}
					}
					l.Glyphs, l.Width = moved, l.Width+em
				}
			}
		}
		if !slices.ContainsFunc(check.Document(doc, opt), func(v check.Violation) bool { return v.Rule == "fields 11.3" }) {
			t.Errorf("%s: a field that is moved is not found", test.name)
		}
	}
}

// TestFieldsStacked: two fields that do not fit a line have a line each, with the
// paragraph's indent (RULES 11.3).
func TestFieldsStacked(t *testing.T) {
	th := themed(t, "bulletin", content.Setting{Key: "body.measure", Value: int64(22)})
	for _, test := range []struct {
		name  string
		lines []string
		want  []string // the lines as set; of fields in one line the blanks are as typed
	}{
		{"one line", []string{"会议时间：三月十五日上午九时　　会议地点：县政府三楼"}, []string{"会议时间：三月十五日上午九时", "会议地点：县政府三楼"}},
		{"an address", []string{"电话：0000-712 3360　　邮箱：xinfang-bangongshi@example.cn"}, []string{"电话：0000-712 3360", "邮箱：xinfang-bangongshi@example.cn"}},
		{"most of the lines", []string{"主　　办：县信访局　　　　　　地　　点：政务中心一楼大厅", "预约电话：8023　　　　　　预约邮箱：xinfang@example.cn", "接待时间：周一　　接待人数：二十"}, []string{"主　　办：县信访局", "地　　点：政务中心一楼大厅", "预约电话：8023", "预约邮箱：xinfang@example.cn", "接待时间：周一", "接待人数：二十"}},
		{"one of several", []string{"主编：周平　　校对：王燕", "主办单位：县委办公室秘书科　　协办单位：县档案局编研科", "编辑：吴华　　美术：李明", "印数：二百　　价格：免费"}, []string{"主编：周平　　校对：王燕", "主办单位：县委办公室秘书科", "协办单位：县档案局编研科", "编辑：吴华　　美术：李明", "印数：二百　　价格：免费"}},
		{"narrower blanks", []string{"主编：周平　　　　　　　　　　　　校对：王燕王燕", "编辑部：县委办公室　　　　　　　　　　美术：李明"}, []string{"主编：周平　　　　　　　　　　　　校对：王燕王燕", "编辑部：县委办公室　　　　　　　　　　美术：李明"}},
		{"hard breaks", []string{"主编：周平\n会议时间：三月十五日上午九时　　会议地点：县政府三楼"}, []string{"主编：周平", "会议时间：三月十五日上午九时", "会议地点：县政府三楼"}},
		{"to be written on", []string{"申请人姓名：　　　　　　　　　　　　　　身份证号码："}, []string{"申请人姓名：", "身份证号码："}},
	} {
		a := article("标题")
		a.Body = slices.Concat(typedLines(strings.Repeat("下列事项，", 9)+"如下。"), typedLines(test.lines...), typedLines("以上各项。"))
		is := bulletinOf(section("要闻", a))
		doc, found := compose(t, is, th)
		if len(found) > 0 {
			t.Fatal(test.name, found)
		}
		var got []string
		var indent unit.Abs
		for _, page := range doc.Pages {
			for _, item := range page.Items {
				l, ok := item.(*frame.Line)
				if ok && strings.HasPrefix(l.Text, "下列") && l.First {
					indent = l.X
				}
				if ok && l.Kind == frame.KindBody && strings.Contains(l.Text, "：") {
					got = append(got, strings.TrimRight(l.Text, "\u3000\n"))
					if l.X != indent {
						t.Errorf("%s: %q begins at %v, want %v", test.name, l.Text, l.X, indent)
					}
					if l.Repair != frame.RepairNone || l.Justify {
						t.Errorf("%s: %q is %s", test.name, l.Text, l.Repair)
					}
				}
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		for _, v := range check.Document(doc, pictured(is, th)) {
			t.Errorf("%s: %s", test.name, v)
		}
	}
}

// TestDividedFieldFound: the check finds a field that begins in a line and goes on in the
// next, though a line of its own would hold it.
func TestDividedFieldFound(t *testing.T) {
	th := themed(t, "bulletin", content.Setting{Key: "body.measure", Value: int64(22)})
	a := article("标题")
	a.Body = slices.Concat(typedLines("下列事项如下。", "会议时间：三月十五日上午九时　　会议地点：县政府三楼", "以上各项。"))
	is := bulletinOf(section("要闻", a))
	doc, _ := compose(t, is, th)
	var pair []*frame.Line
	for _, page := range doc.Pages {
		for _, item := range page.Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindBody && strings.Contains(l.Text, "：") {
				pair = append(pair, l)
			}
		}
	}
	if len(pair) != 2 {
		t.Fatal(len(pair), "lines")
	}
	// The label and a character of the second line go to the end of the first.
	first, second := pair[0], pair[1]
	const n = 6
	glyphs, at := slices.Clone(first.Glyphs), first.Width+th.Body.Size
	text := ""
	for _, g := range second.Glyphs[:n] {
		g.X += at
		glyphs, text = append(glyphs, g), text+g.Text
	}
	rest := slices.Clone(second.Glyphs[n:])
	by := rest[0].X
	for k := range rest {
		rest[k].X -= by
	}
	first.Glyphs, first.Text, first.Width, first.Justify = glyphs, first.Text+text, at+by, true
	second.Glyphs, second.Text, second.Width = rest, strings.TrimPrefix(second.Text, text), second.Width-by
	if !slices.ContainsFunc(check.Document(doc, pictured(is, th)), func(v check.Violation) bool {
		return v.Rule == "fields 11.3" && strings.Contains(v.Message, "divided")
	}) {
		t.Error("not found")
	}
}
