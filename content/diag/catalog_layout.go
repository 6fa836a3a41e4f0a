package diag

// catalogLayout: what does not fit or could not be set well.
var catalogLayout = []entry{
	// {"code", Warning,
	//	"中文，%[1]s", "English, %[1]s",
	//	"怎么办", "what to do"},
}
