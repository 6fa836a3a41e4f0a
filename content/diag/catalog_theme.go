package diag

// catalogTheme: themes and settings.
var catalogTheme = []entry{
	{"theme-unknown", Error,
		"没有名为“%[1]s”的主题", `there is no theme "%[1]s"`,
		"自带的主题：%[2]s；自己的主题请写文件路径，以 .toml 结尾", "bundled themes: %[2]s; for a theme of your own give the path of a .toml file"},
	{"theme-missing", Error,
		"找不到主题文件 %[1]s", "theme file %[1]s not found",
		"路径相对于写着它的文件", "a path is relative to the file that names it"},
	{"theme-cycle", Error,
		"主题一层层继承超过 %[1]d 层，可能互相继承", "more than %[1]d themes extend one another; perhaps in a circle",
		"", ""},
	{"theme-type", Error,
		"%[1]s 应为%[2]s", "%[1]s must be %[2]s",
		"", ""},
	{"theme-unit", Error,
		"%[1]s 是长度，不能只写 %[2]s", "%[1]s is a length; %[2]s alone does not say in which unit",
		"写成文字并带单位，如 \"15.75pt\"、\"5mm\"、\"2em\"、\"1.5line\"、\"三号\"", "write a text with its unit, as \"15.75pt\", \"5mm\", \"2em\", \"1.5line\" or \"三号\""},
	{"theme-length", Error,
		"%[1]s：看不懂长度“%[2]s”", `%[1]s: "%[2]s" is no length`,
		"可写 \"15.75pt\"、\"5mm\"、\"2em\"、\"1.5line\" 或字号名，如 \"三号\"", "write \"15.75pt\", \"5mm\", \"2em\", \"1.5line\" or the name of a size, as \"三号\""},
	{"theme-range", Error,
		"%[1]s = %[2]s 超出范围，应在 %[3]s 与 %[4]s 之间", "%[1]s = %[2]s is out of range: from %[3]s to %[4]s",
		"", ""},
	{"paper-widened", Warning,
		"版心放不进 %[1]s × %[2]s mm 的纸，纸张改为 %[3]s × %[4]s mm", "the text block does not fit paper of %[1]s × %[2]s mm: the sheet is made %[3]s × %[4]s mm",
		"减小 body.measure、body.lines 或 body.size，或换大的 page.paper", "lower body.measure, body.lines or body.size, or choose a larger page.paper"},
}
