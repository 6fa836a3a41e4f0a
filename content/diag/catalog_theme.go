package diag

// catalogTheme: themes and settings.
var catalogTheme = []entry{
	// {"code", Warning,
	//	"中文，%[1]s", "English, %[1]s",
	//	"怎么办", "what to do"},
}
