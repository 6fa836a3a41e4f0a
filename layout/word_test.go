package layout_test

import (
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/frame"
)

// TestWordDivided: a title that had to be divided inside a word is reported with
// the characters on both sides of the break (RULES 5.4).
func TestWordDivided(t *testing.T) {
	for _, c := range []struct{ key, size, want, entry string }{
		{"title.size", "40pt", "", ""},
		{"title.size", "150pt", `word-divided: a line ends inside a word: "乌鲁|木齐"; write \n where the line should end, or shorten the title`, ""},
		{"contents.size", "40pt", "", ""},
		{"contents.size", "100pt", "", `entry-divided: an entry of the contents has a line that ends inside a word: "乌鲁木|齐"; shorten the title, or reduce contents.size`},
	} {
		a := article("乌鲁木齐")
		a.Body = paragraphs(20)
		th := themed(t, "bulletin", content.Setting{Key: c.key, Value: c.size}, content.Setting{Key: strings.Replace(c.key, "size", "pitch", 1), Value: "170pt"})
		_, found := compose(t, bulletinOf(section("栏目", a)), th)
		if got := findingsOf(found, "word-divided"); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.key, c.size, got, c.want)
		}
		if got := findingsOf(found, "entry-divided"); got != c.entry {
			t.Errorf("%s %s: %q, want %q", c.key, c.size, got, c.entry)
		}
	}
}

// TestWordsBesideTitles: lines of kickers, subtitles and names on the cover end between
// words, too (RULES 5.4).
func TestWordsBesideTitles(t *testing.T) {
	for _, theme := range []string{"bulletin", "gongwen"} {
		a := article("简讯")
		a.Kicker = content.Text{Value: "认真贯彻全省生态环境保护大会部署加快推动沿江化工企业搬迁改造与岸线生态修复"}
		a.Subtitle = content.Text{Value: "市中心医院呼吸内科副主任医师司马长青同志巡回义诊日记摘录与病例讨论材料"}
		a.Body = paragraphs(3)
		issue := bulletinOf(section("栏目", a))
		issue.Publication.Title = content.Text{Value: "石塘县住房保障和城乡建设事业综合管理工作动态（内部交流资料选编）"}
		doc, _ := compose(t, issue, themed(t, theme))
		lines := map[frame.Kind][]string{}
		for _, kind := range []frame.Kind{frame.KindKicker, frame.KindSubtitle, frame.KindCover} {
			for _, l := range ofKind(doc, kind) {
				lines[kind] = append(lines[kind], strings.TrimSpace(l.Text))
				if l.InWord {
					t.Errorf("%s: %s ends inside a word", theme, l.Text)
				}
			}
			for _, word := range []string{"部署", "搬迁", "生态环境", "副主任", "司马长青", "病例", "综合管理", "城乡建设"} {
				if all := strings.Join(lines[kind], ""); strings.Contains(all, word) && !strings.Contains(strings.Join(lines[kind], "|"), word) {
					t.Errorf("%s: %s is divided: %s", theme, word, strings.Join(lines[kind], "|"))
				}
			}
		}
		if len(lines[frame.KindKicker]) < 2 || len(lines[frame.KindSubtitle]) < 2 {
			t.Errorf("%s: kicker and subtitle have one line: %v", theme, lines)
		}
	}
}
