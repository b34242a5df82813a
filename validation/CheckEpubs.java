import com.adobe.epubcheck.tool.EpubChecker;

/** Runs EPUBCheck over many publications in one virtual machine. Arguments: publication, answer (JSON), publication, … */
class CheckEpubs {
  public static void main(String[] arguments) {
    for (int place = 0; place + 1 < arguments.length; place += 2) {
      new EpubChecker().run(new String[] {arguments[place], "--json", arguments[place + 1]});
    }
  }
}
