package diag

// catalogProof: what a proofreader would mark in the copy (typography 10). A manifest can
// turn these off.
var catalogProof = []entry{
	// {"code", Warning,
	//	"中文，%[1]s", "English, %[1]s",
	//	"怎么办", "what to do"},
}
