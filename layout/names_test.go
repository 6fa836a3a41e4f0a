package layout_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/check/gen"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

func namesOf(columns int, down bool, names ...string) *content.NameList {
	l := &content.NameList{Columns: columns, Down: down}
	for _, name := range names {
		l.Names = append(l.Names, text(name))
	}
	return l
}

// nameRows returns the names of a document by rows, separated by blanks and bars.
func nameRows(doc *frame.Document) string {
	var b strings.Builder
	for i := range doc.Pages {
		var last *frame.Line
		for _, item := range doc.Pages[i].Items {
			l, ok := item.(*frame.Line)
			if !ok || l.Kind != frame.KindName {
				continue
			}
			switch {
			case last != nil && last.Y == l.Y:
				b.WriteByte(' ')
			case b.Len() > 0:
				b.WriteByte('|')
			}
			b.WriteString(l.Text)
			last = l
		}
	}
	return b.String()
}

// Names stand in as many columns as are asked for, or as the longest leaves room for,
// across or down (RULES 11.4).
func TestNames(t *testing.T) {
	names := []string{"张三", "王小二", "欧阳修远", "李明（女）", "赵六", "钱七", "孙八"}
	long := "买买提·阿不都热合曼·阿布都克里木"
	for _, name := range theme.Names() {
		th := themed(t, name, checkable...)
		for _, c := range []struct {
			list  *content.NameList
			want  string
			codes string
		}{
			{namesOf(3, false, names...), "张三 王小二 欧阳修远|李明（女） 赵六 钱七|孙八", ""},
			{namesOf(3, true, names...), "张三 李明（女） 孙八|王小二 赵六|欧阳修远 钱七", ""},
			{namesOf(0, false, names[:2]...), "张三 王小二", ""},
			{namesOf(4, false, "张三", "李四", long, "王五"), "张三|李四|" + long + "|王五", "names-columns"},
			{namesOf(0, false, "张三", strings.Repeat(long, 3)), "", ""},
		} {
			a := article("名单")
			a.Body = append(paragraphs(30), c.list)
			doc, codes := composeBoxes(t, name, th, a)
			got := nameRows(doc)
			if c.want != "" && got != c.want || c.want == "" && strings.ReplaceAll(got, "|", "") != "张三"+strings.Repeat(long, 3) {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
			if got := slices.Contains(codes, "names-columns"); got != (c.codes != "") {
				t.Errorf("%s: %v", name, codes)
			}
		}
	}
}

// Random lists of names in random surroundings keep all rules, and no name is lost.
func TestRandomNames(t *testing.T) {
	for seed := range gen.Seeds(t, 12, 100) {
		r := rand.New(rand.NewPCG(seed, 16))
		a := article("名单")
		var want []string
		for k := range 1 + r.IntN(3) {
			var names []string
			for i := range 1 + r.IntN(100)*r.IntN(5) {
				name := []string{"张江", "王潮生", "欧阳江潮", "李江（女）", "阿依古丽·买买提", "J. Smith"}[r.IntN(6)] + strings.Repeat("十", r.IntN(30)/29*r.IntN(60))
				names = append(names, name+fmt.Sprint(k, i))
			}
			want = append(want, names...)
			list := namesOf(r.IntN(8), r.IntN(2) == 0, names...)
			a.Body = append(a.Body, paragraphs(1+r.IntN(400))...)
			switch r.IntN(4) {
			case 0:
				a.Body = append(a.Body, boxOf("名单", "", list))
			case 1:
				a.Body = append(a.Body, &content.Quote{Blocks: []content.Block{list}})
			case 2:
				a.Body = append(a.Body, &content.List{Items: [][]content.Block{paragraphs(9), {list}}})
			default:
				a.Body = append(a.Body, list)
			}
		}
		theme := themeOf(seed)
		doc, _ := composeBoxes(t, fmt.Sprint(theme, " seed ", seed), themed(t, theme, checkable...), a)
		parts := map[*frame.Node]string{}
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindName {
					parts[l.Node] += l.Text
				}
			}
		}
		var got []string
		for _, name := range parts {
			got = append(got, strings.ReplaceAll(name, " ", ""))
		}
		for i := range want {
			want[i] = strings.ReplaceAll(want[i], " ", "")
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s seed %d: %d names, want %d", theme, seed, len(got), len(want))
		}
	}
}

// Names that are typed with blanks inside and between them stay whole at every measure, and
// the checker agrees with how their lines are filled (RULES 4.2, 11.4).
func TestTypedNames(t *testing.T) {
	const list = "王　明　　李　华　　张丽丽　　欧阳文华　　赵小刚　　钱　进　　孙　悦　　周　平　　吴　华　　郑成功"
	for _, name := range theme.Names() {
		th := themed(t, name, checkable...)
		for columns := 1; columns <= 3; columns++ {
			a := article("表彰名单")
			a.Columns = columns
			for from := 0; from < 5; from++ {
				a.Body = append(a.Body, &content.Paragraph{Inlines: []content.Inline{content.Run{Value: strings.Repeat("甲", from) + "：" + list}}})
			}
			is := bulletinOf(section("一", a))
			doc, _ := composeChecked(t, fmt.Sprint(name, ", ", columns, " columns"), is, th, pictured(is, th))
			for _, l := range ofKind(doc, frame.KindBody) {
				for _, half := range []string{"王", "李", "钱", "孙", "周", "吴", "张", "张丽", "郑", "郑成"} {
					if text := strings.TrimRight(l.Text, "　"); strings.HasSuffix(text, half) {
						t.Errorf("%s, %d columns: a name is divided: %s", name, columns, l.Text)
					}
				}
			}
		}
	}
}
