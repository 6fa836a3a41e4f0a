package cli

// What several commands share.
const (
	messages = ^Help
	reading  = Build | Check | Preflight | Fonts
	making   = Build | Preflight
)

// Kinds of files that flags may be bound to.
const (
	printing  = "print"
	archiving = "archive"
)

// flags are all flags, in the order of usage.
var flags = [...]Flag{
	{
		Name: "o", Of: Build, Kind: File, Ext: "pdf",
		About: Text{"PDF 写到这里；- 是标准输出", "write the PDF there; - is stdout"},
		to:    func(a *Arguments) any { return &a.Output },
	},
	{
		Name: "o", Of: Batch | BatchMerge, Kind: Folder, Arg: Text{"输出", "OUT"},
		About: Text{"输出文件夹，默认 jianbao-out", "the output folder; jianbao-out"},
		to:    func(a *Arguments) any { return &a.Output },
	},
	{
		Name: "o", Of: Schema, Kind: File, Ext: "json",
		About: Text{"写到这里，不写就是标准输出", "write it there; stdout"},
		to:    func(a *Arguments) any { return &a.Output },
	},
	{
		Name: "profile", Of: making, Kind: Choice, Values: []string{"screen", "print", "archive"},
		About: Text{"文件的用途：屏幕、印刷、归档；不写则按清单或版式", "what the file is for; else the manifest's or the theme's"},
		to:    func(a *Arguments) any { return &a.Choices.Profile },
	},
	{
		Name: "profile", Of: Batch, Kind: Choice, Values: []string{"screen", "print", "archive"},
		About: Text{"文件的用途，默认归档", "what the files are for; archive"},
		to:    func(a *Arguments) any { return &a.Choices.Profile },
	},
	{
		Name: "pdfx", Of: making | Batch, Kind: Choice, Values: []string{"4", "1a"}, Profile: printing,
		About: Text{"印刷：PDF/X-4（默认）或 PDF/X-1a", "print: PDF/X-4 (default) or PDF/X-1a"},
		to:    func(a *Arguments) any { return &a.Choices.PDFX },
	},
	{
		Name: "inks", Of: making, Kind: Choice, Values: []string{"k+spot", "k", "cmyk", "cmyk+spot"}, Profile: printing,
		About: Text{"印刷：用哪些油墨", "print: what it is printed with"},
		to:    func(a *Arguments) any { return &a.Choices.Inks },
	},
	{
		Name: "icc", Of: making, Kind: File, Ext: "icc icm", Profile: printing,
		About: Text{"印刷：印刷条件的 ICC 文件", "print: the printing condition's profile"},
		to:    func(a *Arguments) any { return &a.Choices.ICC },
	},
	{
		Name: "condition", Of: making, Kind: Free, Profile: printing,
		About: Text{"印刷：登记的印刷条件，如 FOGRA39", "print: a registered condition, as FOGRA39"},
		to:    func(a *Arguments) any { return &a.Choices.Condition },
	},
	{
		Name: "bleed", Of: making, Kind: Length, Profile: printing,
		About: Text{"印刷：出血，默认 3mm，小册子为 0", "print: beyond the trim; 3mm, of a booklet 0"},
		to:    func(a *Arguments) any { return &a.Choices.Bleed },
	},
	{
		Name: "marks", Of: making, Kind: Switch, Profile: printing,
		About: Text{"印刷：加裁切标记和套准标记", "print: crop and registration marks"},
		to:    func(a *Arguments) any { return &a.Choices.Marks },
	},
	{
		Name: "binding", Of: making, Kind: Choice, Values: []string{"none", "saddle"}, Profile: printing,
		About: Text{"印刷：saddle 为骑马订，页数凑成 4 的倍数", "print: saddle makes the pages a multiple of 4"},
		to:    func(a *Arguments) any { return &a.Choices.Binding },
	},
	{
		Name: "impose", Of: making, Kind: Choice, Values: []string{"booklet"}, Profile: printing,
		Without: "pdfx", Because: "booklet-pdfx",
		About: Text{"印刷：拼成小册子，供自己的复印机用", "print: two pages on a sheet for your own copier"},
		to:    func(a *Arguments) any { return &a.Choices.Impose },
	},
	{
		Name: "paper", Of: making, Kind: Length, Profile: printing,
		About: Text{"小册子：纸厚，用来算爬移，默认 0.1mm", "booklet: thickness of a sheet, for creep; 0.1mm"},
		to:    func(a *Arguments) any { return &a.Choices.Paper },
	},
	{
		Name: "outline-text", Of: making, Kind: Switch, Profile: printing,
		About: Text{"印刷：文字转曲，供坚持要这样的印刷厂", "print: text as outlines, for shops that demand it"},
		to:    func(a *Arguments) any { return &a.Choices.OutlineText },
	},
	{
		Name: "pdfa", Of: making | Batch, Kind: Choice, Values: []string{"2u", "2a", "3u"}, Profile: archiving,
		About: Text{"归档：PDF/A-2u（默认）、2a，或附带源文件的 3u", "archive: PDF/A-2u (default), 2a, or 3u with its sources"},
		to:    func(a *Arguments) any { return &a.Choices.PDFA },
	},
	{
		Name: "theme", Of: reading, Kind: Theme, Ext: "toml",
		About: Text{"不用清单里的版式，改用这个", "another theme than the manifest's"},
		to:    func(a *Arguments) any { return &a.Choices.Theme },
	},
	{
		Name: "set", Of: reading, Kind: Setting, Repeat: true,
		About: Text{"改版式的一项，如 body.size=四号；可以写多次", "set a key of the theme, as body.size=四号; may be repeated"},
		to:    func(a *Arguments) any { return &a.Choices.Set },
	},
	{
		Name: "dump", Of: Build, Kind: File, Ext: "jsonl",
		About: Text{"把排好的每一行写成 JSON Lines；- 是标准输出", "write the composed lines as JSON Lines; - is stdout"},
		to:    func(a *Arguments) any { return &a.Dump },
	},
	{
		Name: "jobs", Of: Batch, Kind: Number, Min: 1, Max: 1024,
		About: Text{"同时做几期，默认与处理器数相同", "issues at once; as many as there are processors"},
		to:    func(a *Arguments) any { return &a.Batch.Jobs },
	},
	{
		Name: "shard", Of: Batch, Kind: Free, Arg: Text{"I/N|auto/N", "I/N|auto/N"}, Without: "bag",
		About: Text{"只做 N 片中的第 I 片；auto 看 Slurm 或 Kubernetes 的环境变量", "only part I of N; auto asks Slurm's or Kubernetes' environment"},
		to:    func(a *Arguments) any { return &a.Batch.Shard },
	},
	{
		Name: "resume", Of: Batch, Kind: Switch,
		About: Text{"接着做上次停下的；输出是空的就从头做", "continue a run that was stopped; on an empty output, begin"},
		to:    func(a *Arguments) any { return &a.Batch.Resume },
	},
	{
		Name: "upgrade", Of: Batch, Kind: Switch, Needs: "resume",
		About: Text{"与 --resume 同用：别的版本做的重做", "with --resume: build again what another build of jianbao made"},
		to:    func(a *Arguments) any { return &a.Batch.Upgrade },
	},
	{
		Name: "bag", Of: Batch | BatchMerge, Kind: Switch, Without: "shard",
		About: Text{"每种刊物每年一个 BagIt 包，内有源文件和元数据", "one BagIt bag for each title and year, with sources and metadata"},
		to:    func(a *Arguments) any { return &a.Batch.Bag },
	},
	{
		Name: "merge", Of: Batch | BatchMerge, Kind: Switch,
		About: Text{"合并各片的输出", "join the outputs of all shards"},
		to:    func(a *Arguments) any { return &a.Batch.Merge },
	},
	{
		Name: "name", Of: Batch, Kind: Free, Arg: Text{"样式", "PATTERN"},
		About: Text{"PDF 的名字，如 '{title}-{year}-{number:03}'，还有 {date}、{record}", "names of the PDFs, as '{title}-{year}-{number:03}'; {date}, {record}"},
		to:    func(a *Arguments) any { return &a.Batch.Name },
	},
	{
		Name: "timeout", Of: Batch, Kind: Duration,
		About: Text{"一期最多用多久，默认 5m", "how long one issue may take; 5m"},
		to:    func(a *Arguments) any { return &a.Batch.Timeout },
	},
	{
		Name: "max-memory", Of: Batch, Kind: Size, Min: 64 << 20,
		About: Text{"一期最多用多少内存，默认 1GiB", "how much memory one issue may take; 1GiB"},
		to:    func(a *Arguments) any { return &a.Batch.Memory },
	},
	{
		Name: "font-dir", Of: Batch, Kind: Folder, Repeat: true,
		About: Text{"字体和版式还可以放在这里；可以写多次", "where fonts and themes may lie besides the issue; may be repeated"},
		to:    func(a *Arguments) any { return &a.Batch.FontDirs },
	},
	{
		Name: "report", Of: making, Kind: File, Ext: "json",
		About: Text{"把印前检查的结果和文件的构成写成 JSON；- 是标准输出", "write what preflight found and what the job is made of as JSON; - is stdout"},
		to:    func(a *Arguments) any { return &a.Report },
	},
	{
		Name: "report", Of: Batch, Kind: File, Ext: "jsonl",
		About: Text{"每做完一期写一行 JSON；- 是标准输出", "write a line of JSON for each issue as it ends; - is stdout"},
		to:    func(a *Arguments) any { return &a.Report },
	},
	{
		Name: "report", Of: Verify, Kind: File, Ext: "json",
		About: Text{"把结果写成 JSON；- 是标准输出", "write the findings as JSON; - is stdout"},
		to:    func(a *Arguments) any { return &a.Report },
	},
	{
		Name: "fail-fast", Of: Batch, Kind: Switch,
		About: Text{"有一期失败就不再开始别的", "begin no issue after one has failed"},
		to:    func(a *Arguments) any { return &a.Batch.FailFast },
	},
	{
		Name: "dry-run", Of: Batch, Kind: Switch,
		About: Text{"只列出各期和输出的文件名，什么都不写", "list issues and output names, and write nothing"},
		to:    func(a *Arguments) any { return &a.Batch.DryRun },
	},
	{
		Name: "quiet", Of: Batch | BatchMerge, Kind: Switch,
		About: Text{"不显示进度；全部做好时也不总结", "no progress, and no summary if all went well"},
		to:    func(a *Arguments) any { return &a.Batch.Quiet },
	},
	{
		Name: "lang", Of: messages, Kind: Choice, Values: []string{"zh", "en"},
		About: Text{"提示所用的语言；不写则按系统的语言", "language of messages; else the locale's"},
	},
	{
		Name: "format", Of: messages, Kind: Choice, Values: []string{"human", "json"},
		About: Text{"提示的样子：给人看，或者 JSON Lines", "how messages are printed: for people, or as JSON Lines"},
	},
}
