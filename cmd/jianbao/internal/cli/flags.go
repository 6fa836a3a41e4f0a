package cli

// Sets of commands that share flags.
const (
	messages = ^Help
	building = Build | Watch
	reading  = building | Check | Preflight | Fonts
	making   = building | Preflight
)

// Profiles that flags may be bound to.
const (
	printing  = "print"
	archiving = "archive"
)

// flags lists all flags in the order of usage.
var flags = [...]Flag{
	{
		Name: "o", Of: building, Kind: File, Ext: "pdf",
		About: Text{"PDF 的文件名；- 是标准输出", "file name of the PDF; - is stdout"},
		to:    func(a *Arguments) any { return &a.Output },
	},
	{
		Name: "o", Of: Batch | BatchMerge, Kind: Folder, Arg: Text{"输出", "OUT"},
		About: Text{"输出文件夹，默认 jianbao-out", "output folder (default jianbao-out)"},
		to:    func(a *Arguments) any { return &a.Output },
	},
	{
		Name: "o", Of: Schema, Kind: File, Ext: "json",
		About: Text{"写入这个文件，默认标准输出", "file to write (default stdout)"},
		to:    func(a *Arguments) any { return &a.Output },
	},
	{
		Name: "port", Of: Desk, Kind: Number, Min: 0, Max: 65535,
		About: Text{"端口，默认任取一个空闲的", "port (default: any free one)"},
		to:    func(a *Arguments) any { return &a.Desk.Port },
	},
	{
		Name: "no-open", Of: Desk, Kind: Switch,
		About: Text{"不打开浏览器，只打印地址", "print the address and open no browser"},
		to:    func(a *Arguments) any { return &a.Desk.NoOpen },
	},
	{
		Name: "profile", Of: making, Kind: Choice, Values: []string{"screen", "print", "archive"},
		About: Text{"用途：屏幕阅读、付印、归档；默认按清单或版式", "purpose of the file (default: as in the manifest or theme)"},
		to:    func(a *Arguments) any { return &a.Choices.Profile },
	},
	{
		Name: "profile", Of: Batch, Kind: Choice, Values: []string{"screen", "print", "archive"},
		About: Text{"用途：屏幕阅读、付印、归档；默认归档", "purpose of the files (default archive)"},
		to:    func(a *Arguments) any { return &a.Choices.Profile },
	},
	{
		Name: "pdfx", Of: making | Batch, Kind: Choice, Values: []string{"4", "1a"}, Profile: printing,
		About: Text{"付印：PDF/X-4（默认）或 PDF/X-1a", "print: PDF/X-4 (default) or PDF/X-1a"},
		to:    func(a *Arguments) any { return &a.Choices.PDFX },
	},
	{
		Name: "inks", Of: making, Kind: Choice, Values: []string{"k+spot", "k", "cmyk", "cmyk+spot"}, Profile: printing,
		About: Text{"付印：油墨（默认 k+spot，黑加专色）", "print: inks (default k+spot, black and a spot colour)"},
		to:    func(a *Arguments) any { return &a.Choices.Inks },
	},
	{
		Name: "icc", Of: making, Kind: File, Ext: "icc icm", Profile: printing,
		About: Text{"付印：印刷条件的 ICC 特性文件", "print: ICC profile of the printing condition"},
		to:    func(a *Arguments) any { return &a.Choices.ICC },
	},
	{
		Name: "condition", Of: making, Kind: Free, Profile: printing,
		About: Text{"付印：印刷条件的注册名，如 FOGRA39", "print: registered printing condition, such as FOGRA39"},
		to:    func(a *Arguments) any { return &a.Choices.Condition },
	},
	{
		Name: "bleed", Of: making, Kind: Length, Profile: printing,
		About: Text{"付印：出血，默认 3mm，小册子为 0", "print: bleed (default 3mm; booklet: 0)"},
		to:    func(a *Arguments) any { return &a.Choices.Bleed },
	},
	{
		Name: "marks", Of: making, Kind: Switch, Profile: printing,
		About: Text{"付印：加裁切标记和套准标记", "print: crop and registration marks"},
		to:    func(a *Arguments) any { return &a.Choices.Marks },
	},
	{
		Name: "binding", Of: making, Kind: Choice, Values: []string{"none", "saddle"}, Profile: printing,
		About: Text{"付印：saddle 为骑马订，页数补足到 4 的倍数", "print: saddle adds blank pages up to a multiple of 4"},
		to:    func(a *Arguments) any { return &a.Choices.Binding },
	},
	{
		Name: "impose", Of: making, Kind: Choice, Values: []string{"booklet"}, Profile: printing,
		Without: "pdfx", Because: "booklet-pdfx",
		About: Text{"付印：每面拼两页成小册子，供自己的复印机用", "print: two pages on a sheet for your own copier"},
		to:    func(a *Arguments) any { return &a.Choices.Impose },
	},
	{
		Name: "paper", Of: making, Kind: Length, Profile: printing,
		About: Text{"小册子：纸厚，用于计算爬移，默认 0.1mm", "booklet: paper thickness, for creep (default 0.1mm)"},
		to:    func(a *Arguments) any { return &a.Choices.Paper },
	},
	{
		Name: "outline-text", Of: making, Kind: Switch, Profile: printing,
		About: Text{"付印：文字转曲，仅在印刷厂要求时用", "print: convert text to outlines, if the shop requires it"},
		to:    func(a *Arguments) any { return &a.Choices.OutlineText },
	},
	{
		Name: "pdfa", Of: making | Batch, Kind: Choice, Values: []string{"2u", "2a", "3u"}, Profile: archiving,
		About: Text{"归档：PDF/A-2u（默认）、2a，或附带源文件的 3u", "archive: PDF/A-2u (default), 2a, or 3u with the source files"},
		to:    func(a *Arguments) any { return &a.Choices.PDFA },
	},
	{
		Name: "theme", Of: reading, Kind: Theme, Ext: "toml",
		About: Text{"版式，代替清单里指定的", "theme, instead of the manifest's"},
		to:    func(a *Arguments) any { return &a.Choices.Theme },
	},
	{
		Name: "set", Of: reading, Kind: Setting, Repeat: true,
		About: Text{"改版式的一项，如 body.size=四号；可以写多次", "set a key of the theme, such as body.size=四号; may be repeated"},
		to:    func(a *Arguments) any { return &a.Choices.Set },
	},
	{
		Name: "no-publication", Of: reading | Batch, Kind: Switch,
		About: Text{"不看上级文件夹里的 publication.toml，只按清单", "ignore publication.toml; use the manifest alone"},
		to:    func(a *Arguments) any { return &a.Choices.NoPublication },
	},
	{
		Name: "set", Of: Import, Kind: Free, Repeat: true, Arg: Text{"键=值", "KEY=VALUE"},
		About: Text{"新清单里的一项，如 title=月讯、issuer=办公室、number=3、date=2026-03-01；目录表里没有的也由它补上；可以写多次", "a value of new manifests, such as title=…, issuer=…, number=3, date=2026-03-01, also where a list has none; may be repeated"},
		to:    func(a *Arguments) any { return &a.Import.Values },
	},
	{
		Name: "section", Of: Import, Kind: Free, Arg: Text{"栏目", "TITLE"},
		About: Text{"文稿放进哪个栏目，默认“稿件”", "section that the articles go to (default 稿件)"},
		to:    func(a *Arguments) any { return &a.Import.Section },
	},
	{
		Name: "docx", Of: Import, Kind: Switch, Without: "split",
		About: Text{"照原样复制 .docx，不写成 .md", "copy .docx files as they are; no .md is written"},
		to:    func(a *Arguments) any { return &a.Import.Docx },
	},
	{
		Name: "changes", Of: Import, Kind: Choice, Values: []string{"accept", "reject"},
		About: Text{"文档里的修订：全部接受，或全部拒绝；不写，有修订的文章不导入", "tracked changes in documents: accept or reject all of them; without it such articles are left out"},
		to:    func(a *Arguments) any { return &a.Import.Changes },
	},
	{
		Name: "split", Of: Import, Kind: Free, Arg: Text{"heading|manifest|文件", "heading|manifest|FILE"}, Without: "docx",
		About: Text{"一份文档里有整期的文章：在一级标题处分开，或按清单里的标题，或按文件里的标题（一行一个）", "one document holds the articles of an issue: divide it at headings of level 1, at the titles in the manifest, or at those of a file with a title a line"},
		to:    func(a *Arguments) any { return &a.Import.Split },
	},
	{
		Name: "update", Of: Import, Kind: Switch,
		About: Text{"目录表：重写 import 以前写出、没有人改过的清单", "lists: rewrite manifests that import wrote earlier and nobody has edited"},
		to:    func(a *Arguments) any { return &a.Import.Update },
	},
	{
		Name: "dump", Of: building, Kind: File, Ext: "jsonl",
		About: Text{"把排版结果逐行写成 JSON Lines；- 是标准输出", "write the composed lines as JSON Lines; - is stdout"},
		to:    func(a *Arguments) any { return &a.Dump },
	},
	{
		Name: "outline", Of: Check, Kind: Switch,
		About: Text{"逐段列出文章是怎样辨认的：标题、主送、落款等", "list as what each paragraph was read: heading, addressee, signature, …"},
		to:    func(a *Arguments) any { return &a.Outline },
	},
	{
		Name: "explain", Of: Check, Kind: Key, Repeat: true, Without: "outline",
		About: Text{"只印出这个键的值和它的出处，如 body.size、imprint；可以写多次", "print only the value of this key and where it comes from, such as body.size, imprint; may be repeated"},
		to:    func(a *Arguments) any { return &a.Explain },
	},
	{
		Name: "jobs", Of: Batch, Kind: Number, Min: 1, Max: 1024,
		About: Text{"同时排几期，默认等于处理器数", "issues built at once (default: number of processors)"},
		to:    func(a *Arguments) any { return &a.Batch.Jobs },
	},
	{
		Name: "shard", Of: Batch, Kind: Free, Arg: Text{"I/N|auto/N", "I/N|auto/N"}, Without: "bag",
		About: Text{"只做 N 片中的第 I 片；auto 取自 Slurm 或 Kubernetes 的环境变量", "build only shard I of N; auto reads I from Slurm's or Kubernetes' environment"},
		to:    func(a *Arguments) any { return &a.Batch.Shard },
	},
	{
		Name: "resume", Of: Batch, Kind: Switch,
		About: Text{"接着上次做；输出为空就从头做", "continue an earlier run; with an empty output, start one"},
		to:    func(a *Arguments) any { return &a.Batch.Resume },
	},
	{
		Name: "upgrade", Of: Batch, Kind: Switch, Needs: "resume",
		About: Text{"与 --resume 同用：重做别的版本的程序做的期", "with --resume: rebuild what another version of jianbao made"},
		to:    func(a *Arguments) any { return &a.Batch.Upgrade },
	},
	{
		Name: "bag", Of: Batch | BatchMerge, Kind: Switch, Without: "shard",
		About: Text{"每种刊物每年装成一个 BagIt 包，内有源文件和元数据", "make a BagIt bag for each title and year, with sources and metadata"},
		to:    func(a *Arguments) any { return &a.Batch.Bag },
	},
	{
		Name: "merge", Of: Batch | BatchMerge, Kind: Switch,
		About: Text{"合并各片的输出", "join the outputs of all shards"},
		to:    func(a *Arguments) any { return &a.Batch.Merge },
	},
	{
		Name: "name", Of: Batch, Kind: Free, Arg: Text{"样式", "PATTERN"},
		About: Text{"PDF 的命名样式，如 '{title}-{year}-{number:03}'，还可用 {date}、{record}", "names of the PDFs, such as '{title}-{year}-{number:03}'; also {date}, {record}"},
		to:    func(a *Arguments) any { return &a.Batch.Name },
	},
	{
		Name: "timeout", Of: Batch, Kind: Duration,
		About: Text{"每期的时限，默认 5m", "time limit for one issue (default 5m)"},
		to:    func(a *Arguments) any { return &a.Batch.Timeout },
	},
	{
		Name: "max-memory", Of: Batch, Kind: Size, Min: 64 << 20,
		About: Text{"每期的内存上限，默认 1GiB", "memory limit for one issue (default 1GiB)"},
		to:    func(a *Arguments) any { return &a.Batch.Memory },
	},
	{
		Name: "font-dir", Of: Batch, Kind: Folder, Repeat: true,
		About: Text{"另外存放字体、版式的文件夹；可以写多次", "further folder with fonts and themes; may be repeated"},
		to:    func(a *Arguments) any { return &a.Batch.FontDirs },
	},
	{
		Name: "system", Of: Fonts, Kind: Switch,
		About: Text{"在系统的字体里找公文用的字体，印出写进 [style.fonts] 的行", "look for office faces among the system's fonts, and print lines for [style.fonts]"},
		to:    func(a *Arguments) any { return &a.System },
	},
	{
		Name: "write", Of: Fonts, Kind: Switch, Needs: "system",
		About: Text{"把这些行插进清单，其余一个字节也不动", "insert these lines into the manifest and change nothing else"},
		to:    func(a *Arguments) any { return &a.Write },
	},
	{
		Name: "report", Of: making, Kind: File, Ext: "json",
		About: Text{"把印前检查的结果和文件的构成写成 JSON；- 是标准输出", "write the preflight findings and the make-up of the file as JSON; - is stdout"},
		to:    func(a *Arguments) any { return &a.Report },
	},
	{
		Name: "report", Of: Batch, Kind: File, Ext: "jsonl",
		About: Text{"每做完一期写一行 JSON；- 是标准输出", "write a line of JSON for each finished issue; - is stdout"},
		to:    func(a *Arguments) any { return &a.Report },
	},
	{
		Name: "report", Of: Verify, Kind: File, Ext: "json",
		About: Text{"把结果写成 JSON；- 是标准输出", "write the findings as JSON; - is stdout"},
		to:    func(a *Arguments) any { return &a.Report },
	},
	{
		Name: "strict", Of: Verify, Kind: Switch,
		About: Text{"有警告时，退出状态也是 1", "status 1 for warnings, too"},
		to:    func(a *Arguments) any { return &a.Strict },
	},
	{
		Name: "fail-fast", Of: Batch, Kind: Switch,
		About: Text{"一期失败后不再开始别的期", "start no further issue after one has failed"},
		to:    func(a *Arguments) any { return &a.Batch.FailFast },
	},
	{
		Name: "dry-run", Of: Batch, Kind: Switch,
		About: Text{"只列出各期和输出的文件名，什么都不写", "list issues and output names; write nothing"},
		to:    func(a *Arguments) any { return &a.Batch.DryRun },
	},
	{
		Name: "dry-run", Of: Import, Kind: Switch,
		About: Text{"只列出要写的文件，和转换 .doc、.wps 的命令，什么都不写", "list the files to be written, and commands that convert .doc and .wps; write nothing"},
		to:    func(a *Arguments) any { return &a.Import.Dry },
	},
	{
		Name: "quiet", Of: Batch | BatchMerge, Kind: Switch,
		About: Text{"不显示进度；没有失败时也不显示小结", "no progress; a summary only if an issue failed"},
		to:    func(a *Arguments) any { return &a.Batch.Quiet },
	},
	{
		Name: "publication", Of: Init, Kind: Switch,
		About: Text{"新建一种刊物：文件夹里写 publication.toml，其下是第一期", "start a publication: publication.toml in the folder, and the first issue below it"},
		to:    func(a *Arguments) any { return &a.Series },
	},
	{
		Name: "from", Of: New, Kind: Manifest, Ext: "toml", Arg: Text{"上一期", "LAST"},
		About: Text{"上一期的文件夹或清单，默认是同级文件夹里日期最晚的", "folder or manifest of the last issue (default: the latest beside it)"},
		to:    func(a *Arguments) any { return &a.New.From },
	},
	{
		Name: "number", Of: New, Kind: Free, Arg: Text{"期号", "N"},
		About: Text{"期号，如 11、9-10、增刊1；默认接着上一期", "number, such as 11, 9-10, 增刊1 (default: the one after the last)"},
		to:    func(a *Arguments) any { return &a.New.Number },
	},
	{
		Name: "date", Of: New, Kind: Free, Arg: Text{"年-月-日", "DATE"},
		About: Text{"日期，如 2026-03-15；默认比上一期晚一个刊期", "date, such as 2026-03-15 (default: one period after the last)"},
		to:    func(a *Arguments) any { return &a.New.Date },
	},
	{
		Name: "total", Of: New, Kind: Free, Arg: Text{"总期号", "T"},
		About: Text{"总期号；默认接着上一期，上一期没有就不写", "running number (default: the one after the last, none if that has none)"},
		to:    func(a *Arguments) any { return &a.New.Total },
	},
	{
		Name: "open", Of: Watch, Kind: Switch,
		About: Text{"第一次排好以后，用系统的阅读器打开 PDF", "open the PDF in the system's reader after the first build"},
		to:    func(a *Arguments) any { return &a.Open },
	},
	{
		Name: "lang", Of: messages, Kind: Choice, Values: []string{"zh", "en"},
		About: Text{"提示的语言，默认按系统", "language of messages (default: from the locale)"},
	},
	{
		Name: "format", Of: messages, Kind: Choice, Values: []string{"human", "json"},
		About: Text{"提示的格式：普通文字（默认）或 JSON Lines", "format of messages: text (default) or JSON Lines"},
	},
}
