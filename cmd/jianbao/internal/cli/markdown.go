package cli

import (
	"strings"

	"jianbao/content/diag"
)

// Table returns all flags as a Markdown table: with their values, the commands
// that take them, and what they mean.
func Table(lang diag.Lang) string {
	var b strings.Builder
	b.WriteString(Text{"| 选项 | 命令 | 含义 |\n", "| flag | commands | meaning |\n"}.In(lang) + "| --- | --- | --- |\n")
	for i := range flags {
		f := &flags[i]
		b.WriteString("| `" + strings.ReplaceAll(strings.TrimSpace(f.Dashed()+" "+f.Argument(lang)), "|", `\|`) + "` | ")
		b.WriteString(f.takers(lang) + " | " + f.About.In(lang))
		if f.Without != "" {
			b.WriteString(Text{"；不能与 ", "; not with "}.In(lang) + "`" + dashed(f.Without) + "`" + Text{" 同用", ""}.In(lang))
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

// takers lists the commands that take the flag.
func (f *Flag) takers(lang diag.Lang) string {
	if f.Of == messages {
		return Text{"全部", "all"}.In(lang)
	}
	var names []string
	for c := range All() {
		if f.Of&c.forms() != 0 {
			names = append(names, c.Name)
		}
	}
	return strings.Join(names, " ")
}
