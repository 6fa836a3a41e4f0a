package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pairs are pairs of characters that differ by little: the length, the presence or the
// place of a stroke.
var pairs = strings.Fields("己已 未末 土士 日曰 人入 千干 戊戌 大太 王玉 白自 天夭 木本 刀刁 乌鸟 免兔 今令 折拆 洒酒 候侯 崇祟 冶治 往住 贷货 茶荼 毫亳 于干 甲申 由田 目且 竞竟 拨拔 风凤 享亨 蓝篮 己巳 巳已 戍戌 治冶 壶壸 晴睛 崇祟 幻幼 13 38 56")

// PairsIssue writes an issue with the first character of each pair, or with the second,
// in every face and size of its theme: body, headings, quotations, cells, notes, lists
// and code. Both issues have the same lines.
func PairsIssue(t testing.TB, theme string, second bool) string {
	t.Helper()
	var text strings.Builder
	all := ""
	for i, pair := range pairs {
		r := []rune(pair)
		c := string(r[0])
		if second {
			c = string(r[1])
		}
		if r[0] < 0x2000 || r[0] > 0x3100 && r[0] < 0xff00 {
			all += c
		}
		fmt.Fprintf(&text, "这个字是%s，它站在这一行里，前后都是别的字。\n\n", c)
		if i%6 == 5 {
			fmt.Fprintf(&text, "## 这是小标题%s的字\n\n", c)
		}
	}
	list := []rune(all)
	text.WriteString("> 引用的话里有")
	text.WriteString(strings.Join(split(list), "、"))
	text.WriteString("这些字。\n\n")
	text.WriteString("注释在这里[^1]。\n\n[^1]: 注释里有")
	text.WriteString(strings.Join(split(list), "、"))
	text.WriteString("这些字。\n\n| 序号 | 字 | 说明 |\n| --- | --- | --- |\n")
	for i, c := range list {
		fmt.Fprintf(&text, "| %d | %c | 左边的%c字 |\n", i+10, c, c)
	}
	text.WriteString("\n- 列表的")
	text.WriteString(strings.Join(split(list), "、"))
	text.WriteString("这些字。\n\n**粗体的")
	text.WriteString(strings.Join(split(list), "、"))
	text.WriteString("这些字。**\n")
	folder := filepath.Join(t.TempDir(), "pairs")
	for name, data := range map[string]string{
		"issue.toml":     fmt.Sprintf("schema = 1\n\n[publication]\ntitle  = \"对照\"\nissuer = [\"办公室\"]\n\n[issue]\nyear   = 2026\nnumber = 1\ndate   = 2026-01-15\n\n[style]\ntheme = %q\n\n[[section]]\ntitle = \"要闻\"\n\n[[section.article]]\ntitle = \"形近字\"\nfile  = \"articles/01.md\"\n", theme),
		"articles/01.md": text.String(),
	} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func split(list []rune) []string {
	var out []string
	for _, r := range list {
		out = append(out, string(r))
	}
	return out
}
