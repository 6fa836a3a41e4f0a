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
				[]string{"o", "profile", "pdfx", "inks", "icc", "condition", "bleed", "marks", "binding", "impose", "paper", "outline-text", "pdfa", "theme", "set", "dump", "report", "lang", "format"}},
			{"check", "jianbao check [flags] MANIFEST|DIR...",
				"Says everything there is to say about each issue, what a proofreader would mark\nincluded, and writes no file.\n",
				[]string{"theme", "set", "lang", "format"}},
			{"preflight", "jianbao preflight [flags] MANIFEST|DIR...",
				"Looks at each issue's file as a print shop or an archive would before taking it, and\nwrites none: resolution, plates, ink, rules, type, margins, bleed, fonts, binding. As\nfor print, unless flag, manifest or theme say archive.\n",
				[]string{"profile", "pdfx", "inks", "icc", "condition", "bleed", "marks", "binding", "impose", "paper", "outline-text", "pdfa", "theme", "set", "report", "lang", "format"}},
			{"batch", "jianbao batch [flags] PATH...\n       jianbao batch --merge [-o ALL] [--bag] OUT...",
				"Builds every issue under the paths, in worker processes, into one output with an index.\nAn issue that fails is a row in the index and stops no other. Stopped at any moment, the\nsame command with --resume goes on. --merge joins the outputs of all shards.\nStatus 1: some issues failed; 130, 143: stopped by Ctrl-C, SIGTERM.\n",
				[]string{"o-out", "profile-batch", "pdfx", "pdfa", "jobs", "shard", "resume", "upgrade", "bag", "name", "timeout", "max-memory", "font-dir", "report-batch", "fail-fast", "dry-run", "quiet", "lang", "format"}},
			{"import", "jianbao import LIST.csv FOLDER",
				"Writes manifests for back issues that have none, from a list of their articles with the\ncolumns title, year, number, date, section, article title, file, source, record.\nOverwrites nothing, and writes nothing if the list has an error.\n",
				[]string{"lang", "format"}},
			{"verify", "jianbao verify [flags] OUT",
				"Reads the output of a batch again, or bags that were delivered: every checksum, and what\nan archive's test of the four natures (DA/T 70) asks that a program can tell. Status 1:\nsomething does not hold.\n",
				[]string{"report-verify", "lang", "format"}},
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
			"o":             "  -o FILE              write the PDF there; - is stdout",
			"profile":       "  --profile screen|print|archive  what the file is for; else the manifest's or the theme's",
			"pdfx":          "  --pdfx 4|1a          print: PDF/X-4 (default) or PDF/X-1a",
			"inks":          "  --inks k+spot|k|cmyk|cmyk+spot  print: what it is printed with",
			"icc":           "  --icc FILE           print: the printing condition's profile",
			"condition":     "  --condition NAME     print: a registered condition, as FOGRA39",
			"bleed":         "  --bleed LENGTH       print: beyond the trim; 3mm, of a booklet 0",
			"marks":         "  --marks              print: crop and registration marks",
			"binding":       "  --binding saddle     print: a multiple of 4 pages",
			"impose":        "  --impose booklet     print: two pages on a sheet for your own copier",
			"paper":         "  --paper LENGTH       booklet: thickness of a sheet, for creep; 0.1mm",
			"outline-text":  "  --outline-text       print: text as outlines, for shops that demand it",
			"pdfa":          "  --pdfa 2u|2a|3u      archive: PDF/A-2u (default), 2a, or 3u with its sources",
			"theme":         "  --theme NAME|FILE    another theme than the manifest's",
			"set":           "  --set KEY=VALUE      set a key of the theme, as body.size=四号; may be repeated",
			"dump":          "  --dump FILE          write the composed lines as JSON Lines; - is stdout",
			"report":        "  --report FILE        write what preflight found and what the job is made of as JSON; - is stdout",
			"o-out":         "  -o OUT               the output folder; jianbao-out",
			"profile-batch": "  --profile screen|print|archive  what the files are for; archive",
			"jobs":          "  --jobs N             issues at once; as many as there are processors",
			"shard":         "  --shard I/N|auto/N   only part I of N; auto asks Slurm's or Kubernetes' environment",
			"resume":        "  --resume             go on where an earlier run was stopped; on an empty output, begin",
			"upgrade":       "  --upgrade            with --resume: build again what another build of jianbao made",
			"bag":           "  --bag                one BagIt bag for each title and year, with sources and metadata",
			"name":          "  --name PATTERN       names of the PDFs, as '{title}-{year}-{number:03}'; {date}, {record}",
			"timeout":       "  --timeout D          how long one issue may take; 5m",
			"max-memory":    "  --max-memory B       how much memory one issue may take; 1GiB",
			"font-dir":      "  --font-dir DIR       where fonts and themes may lie besides the issue; may be repeated",
			"report-batch":  "  --report FILE        write a line of JSON for each issue as it ends; - is stdout",
			"report-verify": "  --report FILE        write the findings as JSON; - is stdout",
			"fail-fast":     "  --fail-fast          begin no issue after one has failed",
			"dry-run":       "  --dry-run            list issues and output names, and write nothing",
			"quiet":         "  --quiet              no progress, and no summary if all went well",
			"lang":          "  --lang zh|en         language of messages; else the locale's",
			"format":        "  --format human|json  how messages are printed: for people, or as JSON Lines",
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
				[]string{"o", "profile", "pdfx", "inks", "icc", "condition", "bleed", "marks", "binding", "impose", "paper", "outline-text", "pdfa", "theme", "set", "dump", "report", "lang", "format"}},
			{"check", "jianbao check [选项] 清单|文件夹...",
				"把每一期的问题全部说出来，包括校对人员会标出的问题；不写任何文件。\n",
				[]string{"theme", "set", "lang", "format"}},
			{"preflight", "jianbao preflight [选项] 清单|文件夹...",
				"像印刷厂或档案室收件那样检查每一期的文件：分辨率、色版、墨量、线条、字号、边距、\n出血、字体、装订；不写 PDF。选项、清单、版式都没有说归档时，按付印检查。\n",
				[]string{"profile", "pdfx", "inks", "icc", "condition", "bleed", "marks", "binding", "impose", "paper", "outline-text", "pdfa", "theme", "set", "report", "lang", "format"}},
			{"batch", "jianbao batch [选项] 路径...\n      jianbao batch --merge [-o 总输出] [--bag] 输出...",
				"用多个工作进程排出路径下的每一期，放进一个输出文件夹，附一份目录表。一期失败只是表中\n的一行，不影响别的各期。任何时候停下，用同样的命令加 --resume 就接着做。--merge 合并\n各片的输出。退出状态 1：有的失败了；130、143：被 Ctrl-C、SIGTERM 停下。\n",
				[]string{"o-out", "profile-batch", "pdfx", "pdfa", "jobs", "shard", "resume", "upgrade", "bag", "name", "timeout", "max-memory", "font-dir", "report-batch", "fail-fast", "dry-run", "quiet", "lang", "format"}},
			{"import", "jianbao import 目录表.csv 文件夹",
				"给没有清单的旧刊写清单。目录表每行一篇文章，列有：刊名、年、期号、日期、栏目、文章\n标题、文件、来源、档号。已有的文件一概不动；表里有错就什么都不写。\n",
				[]string{"lang", "format"}},
			{"verify", "jianbao verify [选项] 输出",
				"把批量输出或移交的包重读一遍：每个校验值，以及四性检测（DA/T 70）中程序能查的各项。\n退出状态 1：有不符合的地方。\n",
				[]string{"report-verify", "lang", "format"}},
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
			"o":             "  -o 文件              PDF 写到这里；- 是标准输出",
			"profile":       "  --profile screen|print|archive  文件的用途：屏幕、印刷、归档；不写则按清单或版式",
			"pdfx":          "  --pdfx 4|1a          印刷：PDF/X-4（默认）或 PDF/X-1a",
			"inks":          "  --inks k+spot|k|cmyk|cmyk+spot  印刷：用哪些油墨",
			"icc":           "  --icc 文件           印刷：印刷条件的 ICC 文件",
			"condition":     "  --condition 名称     印刷：登记的印刷条件，如 FOGRA39",
			"bleed":         "  --bleed 长度         印刷：出血，默认 3mm，小册子为 0",
			"marks":         "  --marks              印刷：加裁切标记和套准标记",
			"binding":       "  --binding saddle     印刷：骑马订，页数凑成 4 的倍数",
			"impose":        "  --impose booklet     印刷：拼成小册子，供自己的复印机用",
			"paper":         "  --paper 长度         小册子：纸厚，用来算爬移，默认 0.1mm",
			"outline-text":  "  --outline-text       印刷：文字转曲，供坚持要这样的印刷厂",
			"pdfa":          "  --pdfa 2u|2a|3u      归档：PDF/A-2u（默认）、2a，或附带源文件的 3u",
			"theme":         "  --theme 名称|文件    不用清单里的版式，改用这个",
			"set":           "  --set 键=值          改版式的一项，如 body.size=四号；可以写多次",
			"dump":          "  --dump 文件          把排好的每一行写成 JSON Lines；- 是标准输出",
			"report":        "  --report 文件        把印前检查的结果和文件的构成写成 JSON；- 是标准输出",
			"o-out":         "  -o 输出              输出文件夹，默认 jianbao-out",
			"profile-batch": "  --profile screen|print|archive  文件的用途，默认归档",
			"jobs":          "  --jobs N             同时做几期，默认与处理器数相同",
			"shard":         "  --shard I/N|auto/N   只做 N 片中的第 I 片；auto 看 Slurm 或 Kubernetes 的环境变量",
			"resume":        "  --resume             接着做上次停下的；输出是空的就从头做",
			"upgrade":       "  --upgrade            与 --resume 同用：别的版本做的重做",
			"bag":           "  --bag                每种刊物每年一个 BagIt 包，内有源文件和元数据",
			"name":          "  --name 样式          PDF 的名字，如 '{title}-{year}-{number:03}'，还有 {date}、{record}",
			"timeout":       "  --timeout 时长       一期最多用多久，默认 5m",
			"max-memory":    "  --max-memory 大小    一期最多用多少内存，默认 1GiB",
			"font-dir":      "  --font-dir 文件夹    字体和版式还可以放在这里；可以写多次",
			"report-batch":  "  --report 文件        每做完一期写一行 JSON；- 是标准输出",
			"report-verify": "  --report 文件        把结果写成 JSON；- 是标准输出",
			"fail-fast":     "  --fail-fast          有一期失败就不再开始别的",
			"dry-run":       "  --dry-run            只列出各期和输出的文件名，什么都不写",
			"quiet":         "  --quiet              不显示进度；全部做好时也不总结",
			"lang":          "  --lang zh|en         提示所用的语言；不写则按系统的语言",
			"format":        "  --format human|json  提示的样子：给人看，或者 JSON Lines",
		},
		statuses: "\n退出状态：0 完成，1 清单或稿件有错，2 用法不对，3 系统故障\n",
		tail:     "jianbao help 命令 有更详细的说明。\n",
	}
}
