package main

import (
	"strings"

	"jianbao/content/diag"
)

// usage returns the usage of one command, of all if there is none of that name.
func usage(lang diag.Lang, command string) string {
	texts := usageEN()
	if lang == diag.ZH {
		texts = usageZH()
	}
	var b strings.Builder
	for _, t := range texts.commands {
		if t.name == command {
			b.WriteString(texts.head + t.synopsis + "\n\n" + t.text)
			for _, f := range t.flags {
				b.WriteString("\n" + texts.flags[f])
			}
			b.WriteString("\n" + texts.statuses)
			return b.String()
		}
	}
	b.WriteString(texts.what + "\n\n" + texts.head)
	for i, t := range texts.commands {
		if i > 0 {
			b.WriteString(texts.more)
		}
		b.WriteString(t.synopsis + "\n")
	}
	b.WriteString("\n" + texts.statuses + "\n" + texts.tail)
	return b.String()
}

// usageText is what the command says about itself in one language.
type usageText struct {
	what, head, more, statuses, tail string
	commands                         []usageCommand
	flags                            map[string]string
}

type usageCommand struct {
	name, synopsis, text string
	flags                []string
}

func usageEN() usageText {
	return usageText{
		what: "jianbao sets a bulletin: from a TOML manifest to a finished PDF.",
		head: "usage: ",
		more: "       ",
		commands: []usageCommand{
			{"build", "jianbao build [flags] MANIFEST|DIR...",
				"Sets each issue and writes its PDF beside the manifest, under the manifest's name\n(for issue.toml, the folder's name). DIR means DIR/issue.toml.\n",
				[]string{"o", "theme", "set", "dump", "lang", "format"}},
			{"check", "jianbao check [flags] MANIFEST|DIR...",
				"Says everything there is to say about each issue, what a proofreader would mark\nincluded, and writes no file.\n",
				[]string{"theme", "set", "lang", "format"}},
			{"fonts", "jianbao fonts [flags] [MANIFEST|DIR]",
				"Lists the faces there are. With a manifest: which face sets which characters of\nthe issue, and which characters no face has.\n",
				[]string{"theme", "set", "lang", "format"}},
			{"init", "jianbao init [--lang zh|en] FOLDER",
				"Makes a commented manifest and a first article to begin with. Overwrites nothing.\n",
				[]string{"lang"}},
			{"version", "jianbao version",
				"Says which version this is and what it was made from.\n", nil},
		},
		flags: map[string]string{
			"o":      "  -o FILE              write the PDF there; - is stdout",
			"theme":  "  --theme NAME|FILE    another theme than the manifest's",
			"set":    "  --set KEY=VALUE      set a key of the theme, as body.size=四号; may be repeated",
			"dump":   "  --dump FILE          write the composed lines as JSON Lines; - is stdout",
			"lang":   "  --lang zh|en         language of messages; else the locale's",
			"format": "  --format human|json  how messages are printed: for people, or as JSON Lines",
		},
		statuses: "\nexit status: 0 done, 1 errors in manifest or copy, 2 wrong usage, 3 the system failed\n",
		tail:     "jianbao help COMMAND says more.\n",
	}
}

func usageZH() usageText {
	return usageText{
		what: "jianbao 排印简报：由一份 TOML 清单排成可以付印的 PDF。",
		head: "用法：",
		more: "      ",
		commands: []usageCommand{
			{"build", "jianbao build [选项] 清单|文件夹...",
				"排出每一期，PDF 放在清单旁边，与清单同名（清单叫 issue.toml 时，用文件夹的名字）。\n写文件夹，就是指其中的 issue.toml。\n",
				[]string{"o", "theme", "set", "dump", "lang", "format"}},
			{"check", "jianbao check [选项] 清单|文件夹...",
				"把每一期的问题全部说出来，包括校对人员会标出的问题；不写任何文件。\n",
				[]string{"theme", "set", "lang", "format"}},
			{"fonts", "jianbao fonts [选项] [清单|文件夹]",
				"列出可用的字体。给出清单时，说明哪个字体排哪些字，哪些字没有字体可排。\n",
				[]string{"theme", "set", "lang", "format"}},
			{"init", "jianbao init [--lang zh|en] 文件夹",
				"建立一份带说明的清单和第一篇文章，供修改使用。已有的文件一概不动。\n",
				[]string{"lang"}},
			{"version", "jianbao version",
				"说明版本，以及程序是由什么做成的。\n", nil},
		},
		flags: map[string]string{
			"o":      "  -o 文件              PDF 写到这里；- 是标准输出",
			"theme":  "  --theme 名称|文件    不用清单里的版式，改用这个",
			"set":    "  --set 键=值          改版式的一项，如 body.size=四号；可以写多次",
			"dump":   "  --dump 文件          把排好的每一行写成 JSON Lines；- 是标准输出",
			"lang":   "  --lang zh|en         提示所用的语言；不写则按系统的语言",
			"format": "  --format human|json  提示的样子：给人看，或者 JSON Lines",
		},
		statuses: "\n退出状态：0 完成，1 清单或稿件有错，2 用法不对，3 系统故障\n",
		tail:     "jianbao help 命令 有更详细的说明。\n",
	}
}
