import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;

/** Validates answers of an OAI-PMH server against the schemas of their formats: java Validate.java SCHEMAS ANSWERS. No network. */
class Validate {
    static Path schemas;
    static List<Path> known = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        schemas = Path.of(arguments[0]);
        try (var files = Files.walk(schemas)) {
            files.filter(file -> file.toString().endsWith(".xsd")).sorted().forEach(known::add);
        }
        String cached = "cris/schemas/cached/", old = "validator/src/main/resources/schemas/cached/";
        Schema plain = schema(old + "oai_dc.xsd", cached + "OAI-PMH.xsd", cached + "oai-identifier.xsd");
        Schema jpcoar = schema("jpcoar/2.1/jpcoar_scm.xsd", cached + "OAI-PMH.xsd");
        Schema cerif = schema("cris/schemas/openaire-cerif-profile.xsd", cached + "OAI-PMH.xsd", cached + "oai-identifier.xsd");
        int valid = 0, invalid = 0;
        File[] answers = new File(arguments[1]).listFiles();
        java.util.Arrays.sort(answers);
        for (File answer : answers) {
            String name = answer.getName();
            Schema schema = name.startsWith("jpcoar") ? jpcoar : name.startsWith("oai_cerif") || name.startsWith("identify") ? cerif : plain;
            try {
                schema.newValidator().validate(new StreamSource(answer));
                valid++;
            } catch (org.xml.sax.SAXException wrong) {
                invalid++;
                System.out.println(name + ": " + wrong);
            }
        }
        System.out.println(valid + " answers are valid, " + invalid + " are not");
        System.exit(invalid == 0 && valid > 0 ? 0 : 1);
    }

    /** A schema whose imports are looked up by file name among those at hand, nearest first. */
    static Schema schema(String... files) throws Exception {
        var factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        var documents = (DOMImplementationLS) DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
        factory.setResourceResolver((type, namespace, publicId, systemId, base) -> {
            if (systemId == null) return null;
            String name = systemId.substring(systemId.lastIndexOf('/') + 1);
            String beside = base == null ? "" : base.substring(0, base.lastIndexOf('/') + 1).replace("file://", "").replace("file:", "");
            Path found = null;
            for (Path candidate : known) {
                if (!candidate.getFileName().toString().equals(name)) continue;
                boolean near = candidate.toAbsolutePath().toString().startsWith(beside) && !beside.isEmpty();
                if (found == null || near) found = candidate;
                if (near) break;
            }
            if (found == null) return null;
            var input = documents.createLSInput();
            input.setSystemId(found.toUri().toString());
            try {
                input.setByteStream(Files.newInputStream(found));
            } catch (java.io.IOException missing) {
                return null;
            }
            return input;
        });
        Source[] sources = new Source[files.length];
        for (int at = 0; at < files.length; at++) sources[at] = new StreamSource(schemas.resolve(files[at]).toFile());
        return factory.newSchema(sources);
    }
}
