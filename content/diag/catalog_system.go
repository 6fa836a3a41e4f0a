package diag

// catalogSystem: files, arguments and what the operating system refuses.
var catalogSystem = []entry{
	// {"code", Warning,
	//	"中文，%[1]s", "English, %[1]s",
	//	"怎么办", "what to do"},
}
