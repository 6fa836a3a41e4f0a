package diag

// catalogWork: what a batch says of issues whose worker ended, and of files it
// does not read.
var catalogWork = []message{
	{"worker-crashed", Error,
		"排这一期时程序崩溃：%[1]s", "the program crashed over this issue: %[1]s",
		"其他各期不受影响；请把这一期和 .jianbao 里的记录交给开发者", "no other issue is affected; please report this, with the issue and the log in .jianbao"},
	{"worker-timeout", Error,
		"这一期 %[1]s 之内没有排完", "this issue was not finished within %[1]s",
		"看看稿件是否完整；确实这么大，就用 --timeout 放宽", "look whether the copy is sound; if it really is that large, give it more with --timeout"},
	{"worker-memory", Error,
		"这一期需要的内存超过 %[1]d MB", "this issue needs more than %[1]d MB of memory",
		"看看稿件和图片是否正常；确实这么大，就用 --max-memory 放宽", "look whether copy and pictures are sound; if they really are that large, give it more with --max-memory"},
	{"batch-outside", Error,
		"%[1]s 在这一期的文件夹之外，批量排版不读", "%[1]s lies outside the issue's folder, where a batch reads nothing",
		"把文件放进这一期的文件夹，或者用 --font-dir 给出它所在的文件夹", "put the file into the issue's folder, or name the folder it is in with --font-dir"},
	{"batch-font-folder", Error,
		"字体文件夹“%[1]s”打不开：%[2]s", "the font folder \"%[1]s\" cannot be opened: %[2]s",
		"核对 --font-dir；文件夹在网络上时，看看是否断开了", "check --font-dir; if it is on the network, see whether the connection is lost"},
	{"more-findings", Notice,
		"另有 %[1]d 条没有列出", "there are %[1]d more findings",
		"用 jianbao check 看全部", "jianbao check tells them all"},
}
