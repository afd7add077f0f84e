package io.waybill.gateway;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Which keys there are, as {@link Settings} has them. */
final class KnownKeys {
    private KnownKeys() {}

    /** Whether a key may be written down below {@code waybill}, by whatever name an account or a source has. */
    static boolean contains(ConfigurationPropertyName name) {
        Type type = Settings.class;
        for (int i = 1; i < name.getNumberOfElements() && type != null; i++) {
            type = below(type, name.getElement(i, ConfigurationPropertyName.Form.UNIFORM));
        }
        return type != null;
    }

    private static Type below(Type type, String element) {
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return map.getActualTypeArguments()[1];
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            for (RecordComponent component : record.getRecordComponents()) {
                if (component.getName().equalsIgnoreCase(element)) {
                    return component.getGenericType();
                }
            }
        }
        return null;
    }
}
