package cli

import (
	"fmt"
	"strings"

	"jianbao/content/diag"
)

// column is the column of a terminal at which the texts of flags begin in usage.
const column = 23

// The fixed texts of usage.
var (
	summary     = Text{"jianbao 排简报：由一份 TOML 清单，排成可以付印的 PDF。", "jianbao typesets bulletins: from a TOML manifest to a finished PDF."}
	head        = Text{"用法：", "usage: "}
	more        = Text{"      ", "       "}
	anyCommand  = Text{"用法：jianbao 命令 [选项] ...；各个命令的用法见 jianbao help 命令\n      在终端里，jianbao 清单|文件夹 就是 jianbao build 清单|文件夹", "usage: jianbao COMMAND [flags] ...; jianbao help COMMAND explains a command\n       at a terminal, jianbao MANIFEST|DIR means jianbao build MANIFEST|DIR"}
	commandsAre = Text{"命令：", "commands:"}
	statuses    = Text{"退出状态：0 完成，1 清单或稿件有错，2 用法不对，3 系统故障\n", "exit status: 0 done, 1 errors in the copy, 2 wrong usage, 3 system failure\n"}
)

// Usage returns the usage of a command.
func (c *Command) Usage(lang diag.Lang) string {
	var b strings.Builder
	c.synopsis(&b, head.In(lang), lang)
	b.WriteString("\n" + diag.Wrap(c.About.In(lang), "", "") + "\n")
	for f := range c.Flags() {
		b.WriteString(f.usage(lang))
	}
	b.WriteString("\n" + statuses.In(lang))
	return b.String()
}

// Overview returns the commands and what each is for.
func Overview(lang diag.Lang) string {
	var b strings.Builder
	b.WriteString(summary.In(lang) + "\n\n" + anyCommand.In(lang) + "\n\n" + commandsAre.In(lang) + "\n")
	for c := range All() {
		b.WriteString(Entry(c.Name, c.Summary.In(lang)))
	}
	return b.String()
}

// Entry returns a line of an overview: a name and what it is or does.
func Entry(name, text string) string { return fmt.Sprintf("  %-12s%s\n", name, text) }

// Synopses returns the lines that show how each command is called.
func Synopses(lang diag.Lang) string {
	var b strings.Builder
	before := head.In(lang)
	for c := range All() {
		c.synopsis(&b, before, lang)
		before = more.In(lang)
	}
	return b.String()
}

// synopsis writes a line for each form of the command.
func (c *Command) synopsis(b *strings.Builder, before string, lang diag.Lang) {
	for form := range c.Forms() {
		b.WriteString(before + "jianbao " + form.Name + " " + form.Synopsis.In(lang) + "\n")
		before = more.In(lang)
	}
}

// usage returns the lines of a flag.
func (f *Flag) usage(lang diag.Lang) string {
	line := "  " + f.Dashed()
	if arg := f.Argument(lang); arg != "" {
		line += " " + arg
	}
	if diag.Width(line) > column-2 { // the text starts on the next line
		return line + "\n" + diag.Wrap(f.About.In(lang), strings.Repeat(" ", column), strings.Repeat(" ", column))
	}
	line += strings.Repeat(" ", column-diag.Width(line))
	return diag.Wrap(f.About.In(lang), line, strings.Repeat(" ", column))
}
