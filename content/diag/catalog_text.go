package diag

// catalogText: article files, their encodings and their markup.
var catalogText = []entry{
	// {"code", Warning,
	//	"中文，%[1]s", "English, %[1]s",
	//	"怎么办", "what to do"},
}
