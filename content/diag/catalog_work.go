package diag

// catalogWork has the findings of a batch about issues whose worker ended, and about files it
// does not read.
var catalogWork = []message{
	{"worker-crashed", Error,
		"排这一期时程序崩溃：%[1]s", "the program crashed while building this issue: %[1]s",
		"其他各期不受影响；请把这一期和 .jianbao 里的记录交给开发者", "other issues are not affected; please report this together with the issue and the log in .jianbao"},
	{"worker-timeout", Error,
		"这一期 %[1]s 之内没有排完", "this issue was not finished within %[1]s",
		"检查稿件是否完整；确实这么大，用 --timeout 放宽时限", "check whether the copy is complete; if it really is that large, raise --timeout"},
	{"worker-memory", Error,
		"这一期需要的内存超过 %[1]d MB", "this issue needs more than %[1]d MB of memory",
		"检查稿件和图片是否正常；确实这么大，用 --max-memory 放宽限制", "check the copy and the pictures; if they really are that large, raise --max-memory"},
	{"batch-outside", Error,
		"%[1]s 在这一期的文件夹之外，批量排版不读", "%[1]s is outside the issue's folder, and a batch reads nothing from there",
		"把文件放进这一期的文件夹，或者用 --font-dir 给出它所在的文件夹", "put the file into the issue's folder, or give its folder with --font-dir"},
	{"batch-font-folder", Error,
		"字体文件夹“%[1]s”打不开：%[2]s", "the font folder \"%[1]s\" cannot be opened: %[2]s",
		"核对 --font-dir；文件夹在网络上时，看看是否断开了", "check --font-dir; if it is a network folder, check the connection"},
	{"more-findings", Notice,
		"另有 %[1]d 条没有列出", "%[1]d more %[1]{finding is|findings are} not listed",
		"用 jianbao check 看全部", "jianbao check lists them all"},
}
